import { rootOf } from "@skylab/auth";
import { AwsError } from "@skylab/aws";
import { NotServed, type ServiceClient } from "@skylab/service";
import { placeOfRole, roleName } from "./role-place.ts";
import type { InRole } from "./port.ts";

/** Whether the role is not there, or nobody is who would know it; STS says of neither more than that it refuses. */
export async function isMissing(
  { call }: { readonly call: ServiceClient },
  of: InRole,
  refusal: unknown,
): Promise<boolean> {
  // Standalone may serve some services alone.
  if (refusal instanceof NotServed) return true;
  if (!(refusal instanceof AwsError)) return false;
  const place = placeOfRole(of);
  const as = { principal: of.principal, place, onBehalfOf: rootOf(place.account) };
  try {
    await call({ service: "iam", operation: "GetRole", input: { RoleName: roleName(of.roleArn) }, as });
    return false;
  } catch (error) {
    return error instanceof NotServed || (error instanceof AwsError && error.code.startsWith("NoSuchEntity"));
  }
}
