import { parsePolicy } from "@skylab/auth";
import { parseArn } from "@skylab/aws";
import { malformedPolicyDocument } from "./errors.ts";
import { checkPolicySize } from "./policy-document.ts";
import { TRUST_POLICY_SIZE } from "./quotas.ts";

/** @throws AwsError `MalformedPolicyDocument`, `LimitExceeded` where the text is no trust policy */
export function checkTrustPolicy(json: string): void {
  parsePolicy(json);
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
  const statements = asList(JSON.parse(json).Statement) as readonly Statement[]; // as: `checkTrustPolicy` let it pass.
  const arns = new Set(
    statements.flatMap((statement) => [...awsOf(statement.Principal), ...awsOf(statement.NotPrincipal)]),
  );
  return [...arns].flatMap((arn) => readPrincipal(arn) ?? []);
}

/** The trust policy with other principals in the place of some. */
export function replacePrincipals(json: string, replaced: ReadonlyMap<string, string>): string {
  const document = JSON.parse(json) as { Statement: Statement | Statement[] }; // as: `checkTrustPolicy` let it pass.
  const replace = (arn: string): string => replaced.get(arn) ?? arn;
  for (const statement of asList(document.Statement)) {
    for (const element of ["Principal", "NotPrincipal"] as const) {
      const principal = statement[element];
      if (typeof principal !== "object" || principal.AWS === undefined) continue;
      const { AWS: aws } = principal;
      statement[element] = { ...principal, AWS: typeof aws === "string" ? replace(aws) : aws.map(replace) };
    }
  }
  return JSON.stringify(document);
}

export const invalidPrincipal = (arn: string) => malformedPolicyDocument(`Invalid principal in policy: "AWS":"${arn}"`);

type Principals = string | { readonly AWS?: string | string[] };
type Statement = { Principal?: Principals; NotPrincipal?: Principals };

const asList = <Item>(value: Item | Item[]): Item[] => (Array.isArray(value) ? value : [value]);

const awsOf = (principals: Principals | undefined): readonly string[] =>
  typeof principals !== "object" || principals.AWS === undefined ? [] : asList(principals.AWS);

function readPrincipal(text: string): NamedPrincipal | undefined {
  const arn = parseArn(text);
  if (arn?.service !== "iam") return undefined;
  const [kind, ...rest] = arn.resource.split("/");
  const name = rest.at(-1);
  if ((kind !== "user" && kind !== "role") || name === undefined) return undefined;
  return { arn: text, account: arn.account, kind, name };
}
