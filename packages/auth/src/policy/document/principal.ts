import { asList, type JsonObject } from "./json.ts";

const ACCOUNT = /^\d{12}$/;
const UNIQUE_ID = /^A(?:IDA|ROA)[A-Z0-9]{8,}$/;
const IAM_PRINCIPAL = /^arn:aws[a-z-]*:iam::\d{12}:(?:root|(?:user|role)\/[^*?]+)$/;
const SESSION_PRINCIPAL = /^arn:aws[a-z-]*:sts::\d{12}:(?:assumed-role\/[^/*?]+\/[^*?]+|federated-user\/[^*?]+|self)$/;
const CLOUDFRONT_IDENTITY = /^arn:aws[a-z-]*:iam::cloudfront:user\/CloudFront Origin Access Identity [A-Z0-9]+$/;
const IDENTITY_PROVIDER = /^arn:aws[a-z-]*:iam::\d{12}:(?:saml-provider|oidc-provider)\/.+$/;
const DOMAIN = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i;

/** What a Principal element may hold, and how its values must look. Whether they exist, only who keeps them knows. */
const FORMS: ReadonlyMap<string, (value: string) => boolean> = new Map([
  ["AWS", isAwsPrincipal],
  ["Service", (value: string) => DOMAIN.test(value)],
  ["Federated", (value: string) => IDENTITY_PROVIDER.test(value) || DOMAIN.test(value)],
  ["CanonicalUser", (value: string) => /^[0-9a-f]{64}$/.test(value)],
]);

function isAwsPrincipal(value: string): boolean {
  return (
    value === "*" ||
    [ACCOUNT, UNIQUE_ID, IAM_PRINCIPAL, SESSION_PRINCIPAL, CLOUDFRONT_IDENTITY].some((form) => form.test(value))
  );
}

/** What AWS says against a Principal element that is an object; `undefined` if nothing. */
export function principalsError(principals: JsonObject): string | undefined {
  if (Object.keys(principals).length === 0) return "Missing required field Principal cannot be empty!";
  for (const [kind, values] of Object.entries(principals)) {
    const isWellFormed = FORMS.get(kind);
    if (!isWellFormed) return `Invalid principal in policy: "${kind}"`;
    for (const value of asList(values)) {
      if (typeof value === "string" && isWellFormed(value)) continue;
      return `Invalid principal in policy: "${kind.toUpperCase()}":"${typeof value === "string" ? value : ""}"`;
    }
  }
  return undefined;
}

/** Whether a Principal element names Amazon Cognito, whose roles must be bound to an identity pool. */
export const trustsCognito = (principals: JsonObject): boolean =>
  asList(principals["Federated"]).includes("cognito-identity.amazonaws.com");
