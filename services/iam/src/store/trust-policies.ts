import type { Role } from "@skylab/identity";
import type { Reader } from "@skylab/records";
import { iamArn } from "../domain/arns.ts";
import { invalidPrincipal, type NamedPrincipal, namedPrincipals, replacePrincipals } from "../domain/trust-policy.ts";
import { findRole } from "./roles.ts";
import { findUser } from "./users.ts";

/**
 * A role's trust policy as it counts now: where a user or a role that it names was deleted, its id stands for it, which
 * another one of the same name does not have.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-roles
 */
export async function trustPolicyOf(rows: Reader, account: string, role: Role): Promise<string> {
  const gone = new Map<string, string>();
  const ids = Object.entries(role.trustedIds ?? {});
  if (ids.length === 0) return role.assumeRolePolicy;
  for (const principal of namedPrincipals(role.assumeRolePolicy)) {
    const id = role.trustedIds?.[principal.arn];
    if (id !== undefined && id !== (await idOf(rows, account, principal))) gone.set(principal.arn, id);
  }
  return gone.size === 0 ? role.assumeRolePolicy : replacePrincipals(role.assumeRolePolicy, gone);
}

/**
 * A trust policy as a role keeps it: with the ids of the account's users and roles that it names.
 * @throws AwsError `MalformedPolicyDocument` where there is none of that name
 */
export async function newTrustPolicy(
  rows: Reader,
  account: string,
  json: string,
): Promise<Required<Pick<Role, "assumeRolePolicy" | "trustedIds">>> {
  const ids: [string, string][] = [];
  for (const principal of namedPrincipals(json)) {
    // Whether another account has such a principal is not asked: most of them live in AWS, and not here.
    if (principal.account !== account) continue;
    const id = await idOf(rows, account, principal);
    if (id === undefined) throw invalidPrincipal(principal.arn);
    ids.push([principal.arn, id]);
  }
  return { assumeRolePolicy: json, trustedIds: Object.fromEntries(ids) };
}

async function idOf(rows: Reader, account: string, { arn, kind, name }: NamedPrincipal): Promise<string | undefined> {
  const found = await (kind === "user" ? findUser(rows, name) : findRole(rows, name));
  return found !== undefined && iamArn(account, kind, found) === arn ? found.id : undefined;
}
