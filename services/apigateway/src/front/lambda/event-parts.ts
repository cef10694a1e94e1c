import type { MultiValues } from "../api-request.ts";

// What events of several kinds of APIs have in common.

/** Whether bodies of a content type are bytes to an API. */
export type BinaryTypes = { readonly isBinary: (contentType: string | undefined) => boolean };

/** Of several values the last. Not by assignment: a client may name a parameter `__proto__`. */
export const lastValues = (values: MultiValues): Record<string, string> =>
  Object.fromEntries(Array.from(values, ([name, all]) => [name, all.at(-1) ?? ""]));

/** The members of `identity` in AWS's order, where an API key was shown, and of WebSocket APIs. */
export const IDENTITY_WITH_KEY = [
  "cognitoIdentityPoolId",
  "cognitoIdentityId",
  "apiKey",
  "principalOrgId",
  "cognitoAuthenticationType",
  "userArn",
  "apiKeyId",
  "userAgent",
  "accountId",
  "caller",
  "sourceIp",
  "accessKey",
  "cognitoAuthenticationProvider",
  "user",
];
