import type { Session } from "./session.ts";

/** Who is calling. */
export type Identity = {
  readonly account: string;
  /** `arn:aws:iam::000000000000:root`, a user's or an assumed role's ARN. */
  readonly arn: string;
  /** As IAM numbers its principals (`AIDA…`, `AROA…:session`); the account id for root. What SQS calls SenderId. */
  readonly id: string;
  /** `undefined`: nobody signed. */
  readonly accessKeyId: string | undefined;
  /** Present with temporary credentials. */
  readonly session?: Session;
  /** Open and audit mode: taken at its word, for nobody knows its key. */
  readonly unproven?: true;
};

/** Who signed nothing. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable */
export const NOBODY: Identity = { account: "anonymous", arn: "anonymous", id: "anonymous", accessKeyId: undefined };

/** The ARN of an account's root. */
export const rootArn = (account: string): string => `arn:aws:iam::${account}:root`;

/** An account's root, who may do everything in it; with the key of a request that was signed with one. */
export const rootOf = (account: string, accessKeyId?: string): Identity => ({
  account,
  arn: rootArn(account),
  id: account,
  accessKeyId,
});

/** Whether somebody is an account's root. */
export const isRootOf = (account: string, { arn }: Pick<Identity, "arn">): boolean => arn === rootArn(account);
