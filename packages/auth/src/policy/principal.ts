import { isAccountId } from "@skylab/aws";

/** Who asks. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
export type Principal =
  | {
      readonly type: "AWS";
      readonly account: string;
      /** The account's root, a user, an assumed role's session, a federated user. */
      readonly arn: string;
      /** As IAM numbers its principals: `AIDA…`, `AROA…:session`; the account id for root. */
      readonly id: string;
      /** Assumed roles: the role's own ARN, with its path. */
      readonly roleArn?: string | undefined;
      /** The account's canonical user id, by which S3's policies may name it. */
      readonly canonicalUserId?: string | undefined;
    }
  /** An AWS service: `sns.amazonaws.com`. */
  | { readonly type: "Service"; readonly name: string }
  /** Who comes with a token of an identity provider: `cognito-identity.amazonaws.com`, a SAML provider's ARN. */
  | { readonly type: "Federated"; readonly provider: string }
  | { readonly type: "Anonymous" };

/**
 * How closely a policy's principal names the one who asks: by the account, which only lets the account's own policies
 * decide; by the role, or as one of everybody; or by itself.
 */
export type Grant = "none" | "account" | "role" | "everyone" | "itself";

const CLOSENESS: readonly Grant[] = ["none", "account", "role", "everyone", "itself"];

/** The closer of two. */
export const closer = (a: Grant, b: Grant): Grant => (CLOSENESS.indexOf(a) > CLOSENESS.indexOf(b) ? a : b);

/** What stands in a policy's Principal element. */
export type PrincipalList = {
  readonly aws: readonly string[];
  readonly services: readonly string[];
  readonly federated: readonly string[];
  readonly canonicalUsers: readonly string[];
};

/** How closely the list names the principal. */
export function grantTo(principal: Principal, list: PrincipalList): Grant {
  // AWS takes a star in `AWS` for everybody, services and strangers too.
  const everyone: Grant = list.aws.includes("*") ? "everyone" : "none";
  switch (principal.type) {
    case "AWS":
      return list.aws
        .map((name) => grantByName(principal, name))
        .reduce(closer, closer(everyone, grantByCanonicalUser(principal, list)));
    case "Service":
      return list.services.includes(principal.name) || list.services.includes("*") ? "itself" : everyone;
    case "Federated":
      return list.federated.includes(principal.provider) || list.federated.includes("*") ? "itself" : everyone;
    default:
      return everyone;
  }
}

type AwsPrincipal = Extract<Principal, { type: "AWS" }>;

/** Canonical user ids stand for accounts. */
function grantByCanonicalUser({ canonicalUserId }: AwsPrincipal, list: PrincipalList): Grant {
  return canonicalUserId !== undefined && list.canonicalUsers.includes(canonicalUserId) ? "account" : "none";
}

const ACCOUNT_ROOT = /^arn:[^:]+:iam::(\d{12}):root$/;
const ASSUMED_ROLE = /^(arn:[^:]+):sts:(:\d{12}):assumed-role\/([^/]+)\/[^/]+$/;

function grantByName(principal: AwsPrincipal, name: string): Grant {
  const account = isAccountId(name) ? name : ACCOUNT_ROOT.exec(name)?.[1];
  if (account !== undefined) return account === principal.account ? "account" : "none";
  // IAM writes a deleted user's or role's id where its ARN stood.
  if (name === principal.arn || name === principal.id) return "itself";
  return name === roleOf(principal) ? "role" : "none";
}

/** Without better knowledge, the role's ARN as if it had no path. */
function roleOf({ arn, roleArn }: AwsPrincipal): string | undefined {
  if (roleArn !== undefined) return roleArn;
  const [, prefix, account, name] = ASSUMED_ROLE.exec(arn) ?? [];
  return prefix === undefined ? undefined : `${prefix}:iam:${account}:role/${name}`;
}

/** Whether the principal is an account's root, which may do everything in its own account. */
export const isRoot = (principal: Principal): boolean => principal.type === "AWS" && ACCOUNT_ROOT.test(principal.arn);

/** Whether the principal is a session of an assumed role. */
export const isRoleSession = (principal: Principal): boolean =>
  principal.type === "AWS" && (principal.roleArn !== undefined || ASSUMED_ROLE.test(principal.arn));
