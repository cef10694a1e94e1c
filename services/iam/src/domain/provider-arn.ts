import { formatArn, parseArn } from "@skylab/aws";
import { validationError } from "./errors.ts";

/** What vouches for identities that are not the account's own. */
export type ProviderKind = "oidc-provider" | "saml-provider";

/** `arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com`. */
export const providerArn = (account: string, kind: ProviderKind, name: string): string =>
  formatArn({ service: "iam", region: "", account, resource: `${kind}/${name}` });

/**
 * The name of the provider that an ARN is of, or `undefined` where it is no such ARN of this account.
 * @throws AwsError `ValidationError` where it is no ARN at all
 */
export function providerNameOf(arn: string, kind: ProviderKind, account: string): string | undefined {
  const parsed = parseArn(arn);
  if (parsed === undefined) throw validationError("Invalid ARN: Could not be parsed!");
  const name = parsed.resource.slice(kind.length + 1);
  return name !== "" && providerArn(account, kind, name) === arn ? name : undefined;
}
