import type { IntegrationAs } from "../integrations/integration.ts";
import type { CompiledIntegration } from "./compile.ts";
import { configurationError } from "./failure.ts";
import { methodArn } from "./method-arn.ts";
import type { RestCall } from "./rest-call.ts";

/** What says that the caller's own permissions count. */
const CALLERS_OWN = "arn:aws:iam::*:user/*";

/** By whose permissions the integration is called: its role's, the caller's own, or as its target's policy says. */
export function integrationAs(call: RestCall, { credentials }: CompiledIntegration): IntegrationAs {
  const { published } = call;
  const as = { place: published.place, sourceArn: methodArn(call) };
  const role = credentials?.(call.stageVariables);
  if (role === undefined || role === "") return as;
  if (role !== CALLERS_OWN) return { ...as, roleArn: role };
  const { caller } = call.authorized;
  if (caller === undefined) throw configurationError("Invalid caller credentials");
  return { ...as, caller };
}
