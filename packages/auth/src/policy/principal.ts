import { canonicalUserId, isAccountId } from "@skylab/aws";

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
      /** Federated users: the ARN of the user, or root, that called GetFederationToken. */
      readonly userArn?: string | undefined;
    }
  /** An AWS service: `sns.amazonaws.com`. */
  | { readonly type: "Service"; readonly name: string }
  /** Who comes with a token of an identity provider: `cognito-identity.amazonaws.com`, a SAML provider's ARN. */
  | { readonly type: "Federated"; readonly provider: string }
  | { readonly type: "Anonymous" };

/** Somebody of an account. */
export type AwsPrincipal = Extract<Principal, { type: "AWS" }>;

/**
 * How closely a policy's principal names the one who asks: by the account, which only lets the account's own policies
 * decide; by the role or user that the session was issued for; or directly, by itself or as one of everybody.
 */
export type Grant = "none" | "account" | "issuer" | "direct";

const CLOSENESS: Readonly<Record<Grant, number>> = { none: 0, account: 1, issuer: 2, direct: 3 };

/** The closer of two. */
export const closer = (a: Grant, b: Grant): Grant => (CLOSENESS[a] > CLOSENESS[b] ? a : b);

/** What stands in a policy's Principal element, ready to be asked. */
export type PrincipalList = {
  readonly everyone: boolean;
  readonly accounts: ReadonlySet<string>;
  /** ARNs and ids of users, roles and sessions. */
  readonly names: ReadonlySet<string>;
  readonly services: ReadonlySet<string>;
  readonly federated: ReadonlySet<string>;
  readonly canonicalUsers: ReadonlySet<string>;
};

const ACCOUNT_ROOT = /^arn:[^:]+:iam::(\d{12}):root$/;

/** Compiles the names of a Principal element, by its kinds: `{ AWS: ["*"], Service: [] }`. */
export function compilePrincipals(namesOf: (kind: string) => readonly string[]): PrincipalList {
  const aws = namesOf("AWS").map((name) => ({ name, account: accountOf(name) }));
  return {
    // AWS takes a star in `AWS` for everybody, services and strangers too.
    everyone: aws.some(({ name }) => name === "*"),
    accounts: new Set(aws.flatMap(({ account }) => (account === undefined ? [] : [account]))),
    names: new Set(aws.flatMap(({ account, name }) => (account === undefined ? [name] : []))),
    services: new Set(namesOf("Service")),
    federated: new Set(namesOf("Federated")),
    canonicalUsers: new Set(namesOf("CanonicalUser")),
  };
}

const accountOf = (name: string): string | undefined => (isAccountId(name) ? name : ACCOUNT_ROOT.exec(name)?.[1]);

/** How closely the list names the principal. */
export function grantTo(principal: Principal, list: PrincipalList): Grant {
  if (list.everyone || isNamed(principal, list)) return "direct";
  if (principal.type !== "AWS") return "none";
  if (isIssuerNamed(principal, list)) return "issuer";
  // Canonical user ids, by which S3's policies may name accounts.
  const { account } = principal;
  const byUserId = list.canonicalUsers.size > 0 && list.canonicalUsers.has(canonicalUserId(account));
  return byUserId || list.accounts.has(account) ? "account" : "none";
}

/**
 * Whether a NotPrincipal leaves the principal out: by its own name only. A user is not left out with its account, nor a
 * session with its role: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
export const isExempt = (principal: Principal, list: PrincipalList): boolean =>
  list.everyone ||
  isNamed(principal, list) ||
  (principal.type === "AWS" && isRoot(principal) && list.accounts.has(principal.account));

function isNamed(principal: Principal, list: PrincipalList): boolean {
  switch (principal.type) {
    case "AWS":
      // IAM writes a deleted user's or role's id where its ARN stood.
      return list.names.has(principal.arn) || list.names.has(principal.id);
    case "Service":
      return list.services.has(principal.name) || list.services.has("*");
    case "Federated":
      return list.federated.has(principal.provider) || list.federated.has("*");
    default:
      return false;
  }
}

function isIssuerNamed(principal: AwsPrincipal, list: PrincipalList): boolean {
  if (list.names.size === 0) return false;
  const { id, userArn } = principal;
  const role = roleOf(principal);
  if (role !== undefined) return list.names.has(role) || list.names.has(id.slice(0, id.indexOf(":")));
  return userArn !== undefined && list.names.has(userArn);
}

const ASSUMED_ROLE = /^(arn:[^:]+):sts:(:\d{12}):assumed-role\/([^/]+)\/[^/]+$/;

/** Without better knowledge, the role's ARN as if it had no path. */
function roleOf({ arn, roleArn }: AwsPrincipal): string | undefined {
  if (roleArn !== undefined) return roleArn;
  const [, prefix, account, name] = ASSUMED_ROLE.exec(arn) ?? [];
  return prefix === undefined ? undefined : `${prefix}:iam:${account}:role/${name}`;
}

/** Whether the principal is an account's root. */
const isRoot = ({ arn }: AwsPrincipal): boolean => ACCOUNT_ROOT.test(arn);

/** Whether the principal may do everything in its own account, unless something limits it: root, or one of its sessions. */
export const hasRootsPermissions = (principal: AwsPrincipal): boolean =>
  isRoot(principal) || (principal.userArn !== undefined && ACCOUNT_ROOT.test(principal.userArn));
