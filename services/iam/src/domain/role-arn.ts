import { isAccountId, parseArn } from "@skylab/aws";
import { validationError } from "./errors.ts";

/** A role that may be of another account. */
export type RoleRef = { readonly account: string; readonly name: string };

/**
 * Reads `arn:aws:iam::111122223333:role/teams/red/worker`.
 * @throws AwsError `ValidationError`
 */
export function parseRoleArn(text: string): RoleRef {
  const arn = parseArn(text);
  const [, name] = /^role\/(?:.*\/)?([^/]+)$/.exec(arn?.resource ?? "") ?? [];
  if (arn?.service !== "iam" || arn.region !== "" || !isAccountId(arn.account) || name === undefined) {
    throw validationError(`${text} is invalid`);
  }
  return { account: arn.account, name };
}
