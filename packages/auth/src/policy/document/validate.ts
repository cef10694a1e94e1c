import { validateIdentityPolicy } from "./identity.ts";
import { malformed } from "./malformed.ts";
import { INVALID_JSON, validateResourcePolicy } from "./resource-policy.ts";

/** `identity`: of users, groups and roles, inline or managed; `session`: passed to STS; `trust`: of a role. */
export type DocumentKind = "identity" | "session" | "trust" | "resource";

/**
 * Checks a policy document as AWS does when it comes in. What passes, `parsePolicy` compiles. Size limits, and whether
 * the principals that it names exist, are the caller's to check.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 * @throws AwsError `MalformedPolicyDocument` (400), with the detail in AWS's words.
 */
export function validatePolicyDocument(json: string, kind: DocumentKind): void {
  const document = parseJson(json, kind);
  if (kind === "trust" || kind === "resource") validateResourcePolicy(document, kind);
  else validateIdentityPolicy(document, kind === "session");
}

function parseJson(json: string, kind: DocumentKind): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw malformed(INVALID_JSON_WORDS[kind]);
  }
}

const INVALID_JSON_WORDS: Readonly<Record<DocumentKind, string | undefined>> = {
  identity: undefined,
  session: "The policy is not in the valid JSON format.",
  trust: INVALID_JSON,
  resource: INVALID_JSON,
};
