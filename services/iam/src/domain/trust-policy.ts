import { validatePolicyDocument } from "@skylab/auth";
import { parseArn } from "@skylab/aws";
import { malformedPolicyDocument } from "./errors.ts";
import { checkPolicySize } from "./policy-document.ts";
import { TRUST_POLICY_SIZE } from "./quotas.ts";

/** @throws AwsError `MalformedPolicyDocument`, `LimitExceeded` where the text is no trust policy */
export function checkTrustPolicy(json: string): void {
  validatePolicyDocument(json, "trust");
  checkPolicySize(json, { name: "ACLSizePerRole", characters: TRUST_POLICY_SIZE });
}

/** A user or a role that a trust policy names. */
export type NamedPrincipal = {
  readonly arn: string;
  readonly account: string;
  readonly kind: "user" | "role";
  readonly name: string;
};

/** The users and roles that a trust policy names as principals, each once. */
export function namedPrincipals(json: string): readonly NamedPrincipal[] {
  const arns = new Set(statementsOf(JSON.parse(json)).flatMap(({ Principal: principal }) => awsOf(principal)));
  return [...arns].flatMap((arn) => readPrincipal(arn) ?? []);
}

/** The trust policy with other principals in the place of some. */
export function replacePrincipals(json: string, replaced: ReadonlyMap<string, string>): string {
  const document: TrustPolicy = JSON.parse(json);
  for (const statement of statementsOf(document)) {
    const { Principal: principal } = statement;
    if (typeof principal !== "object" || principal.AWS === undefined) continue;
    const arns = awsOf(principal).map((arn) => replaced.get(arn) ?? arn);
    statement.Principal = { ...principal, AWS: typeof principal.AWS === "string" ? (arns[0] ?? "") : arns };
  }
  return JSON.stringify(document);
}

export const invalidPrincipal = (arn: string) => malformedPolicyDocument(`Invalid principal in policy: "AWS":"${arn}"`);

/** What `checkTrustPolicy` lets pass. */
type TrustPolicy = { Statement: Statement | Statement[] };
type Statement = { Principal: Principals };
type Principals = string | { readonly AWS?: string | readonly string[] };

const statementsOf = ({ Statement: statements }: TrustPolicy): readonly Statement[] =>
  Array.isArray(statements) ? statements : [statements];

function awsOf(principals: Principals): readonly string[] {
  if (typeof principals !== "object" || principals.AWS === undefined) return [];
  return typeof principals.AWS === "string" ? [principals.AWS] : principals.AWS;
}

function readPrincipal(text: string): NamedPrincipal | undefined {
  const arn = parseArn(text);
  if (arn?.service !== "iam") return undefined;
  const [kind, ...rest] = arn.resource.split("/");
  const name = rest.at(-1);
  if ((kind !== "user" && kind !== "role") || name === undefined) return undefined;
  return { arn: text, account: arn.account, kind, name };
}
