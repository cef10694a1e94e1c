import type { Principal } from "./principal.ts";

/**
 * What conditions and policy variables ask of a request, by condition key: `aws:SourceIp`, `sns:Protocol`. Their case
 * does not matter. Numbers, dates and booleans stand as text.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export type Context = Readonly<Record<string, string | readonly string[]>>;

/** The values of a condition key, named in lower case; `undefined` if the request has none. */
export type Lookup = (key: string) => readonly string[] | undefined;

/** The request's own context, and what follows from the principal. */
export function lookupIn(context: Context | (() => Context), principal: Principal): Lookup {
  let values: Map<string, readonly string[]> | undefined;
  // Most policies have neither conditions nor variables, and then nobody asks.
  return (key) => {
    if (values === undefined) {
      values = new Map();
      addTo(values, principalContext(principal));
      addTo(values, typeof context === "function" ? context() : context);
    }
    return values.get(key);
  };
}

function addTo(values: Map<string, readonly string[]>, context: Context): void {
  for (const [name, value] of Object.entries(context)) {
    const list = typeof value === "string" ? [value] : value;
    // A key without a value is a key that is not there.
    if (list.length > 0) values.set(name.toLowerCase(), list);
  }
}

function principalContext(principal: Principal): Context {
  switch (principal.type) {
    case "AWS": {
      const { account, arn, id, roleArn } = principal;
      const user = userNameIn(arn);
      return {
        "aws:PrincipalArn": roleArn ?? arn,
        "aws:PrincipalAccount": account,
        "aws:PrincipalIsAWSService": "false",
        "aws:PrincipalType": principalType(arn),
        "aws:userid": id,
        ...(user !== undefined && { "aws:username": user }),
      };
    }
    case "Service":
      return { "aws:PrincipalIsAWSService": "true", "aws:PrincipalServiceName": principal.name };
    case "Federated":
      return { "aws:FederatedProvider": principal.provider };
    default:
      return { "aws:PrincipalIsAWSService": "false", "aws:PrincipalType": "Anonymous", "aws:userid": "anonymous" };
  }
}

/** The name at the end of a user's ARN, behind its path. */
const userNameIn = (arn: string): string | undefined =>
  arn.includes(":user/") ? arn.slice(arn.lastIndexOf("/") + 1) : undefined;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable */
function principalType(arn: string): string {
  if (arn.endsWith(":root")) return "Account";
  if (arn.includes(":assumed-role/")) return "AssumedRole";
  return arn.includes(":federated-user/") ? "FederatedUser" : "User";
}
