import type { Identity } from "@skylab/auth";
import { type IntegrationAs, IntegrationFault } from "./integration.ts";

/** What says that the caller's own permissions count. */
const CALLERS_OWN = "arn:aws:iam::*:user/*";

/** What an integration's credentials say, and who has signed the request. */
type Credentials = { readonly role: string | undefined; readonly caller: Identity | undefined };

/**
 * By whose permissions an integration is called: its role's, the caller's own, or as its target's policy says.
 * @throws IntegrationFault where the caller's count, and nobody has signed
 */
export function integrationAs(
  api: Pick<IntegrationAs, "place" | "sourceArn">,
  { caller, role }: Credentials,
): IntegrationAs {
  if (role === undefined || role === "") return api;
  if (role !== CALLERS_OWN) return { ...api, roleArn: role };
  if (caller === undefined) throw new IntegrationFault("forbidden", "Invalid caller credentials");
  return { ...api, caller };
}
