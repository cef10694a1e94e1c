export { type Authenticated, authenticate, type Door } from "./authenticate.ts";
export { type AuthenticatedForm, authenticateForm, type FormDoor } from "./authenticate-form.ts";
export { type AuthMode, type Identified, type IdentityRules, identify } from "./identity/identify.ts";
export { type Identity, isRootOf, NOBODY, rootArn, rootOf } from "./identity/identity.ts";
export type { Entitlements, Identities, KeyUse } from "./identity/identities.ts";
export type { KeyLookup, KnownKey } from "./identity/keys.ts";
export type { Session, SessionOwner } from "./identity/session.ts";
export type { SignedRequest } from "./request.ts";
export type { Authentication, SignaturePlace, SignatureV2, SignatureV4 } from "./signature/authentication.ts";
export { type ChunkVerifier, chunkVerifier } from "./signature/chunks.ts";
export type { AuthFamily } from "./signature/family.ts";
export { claimedScope, parseAuthentication } from "./signature/parse.ts";
export {
  type FormFields,
  formForOtherRegion,
  missingField,
  parseSignedForm,
  type SignedForm,
  verifyPostForm,
} from "./signature/post-form.ts";
export { bodyHashMismatch } from "./signature/s3-refusals.ts";
export { type Credentials, type PresignOptions, presign, sign, type SignOptions } from "./signature/sign.ts";
export type { CredentialScope } from "./signature/signing.ts";
export { type ChunkSigning, isSame, type Verification, type Verified, verify } from "./signature/verify.ts";
export { accessDenied } from "./policy/access-denied.ts";
export { compiledPolicy } from "./policy/compiled-policy.ts";
export type { Context } from "./policy/context.ts";
export { type DocumentKind, validatePolicyDocument } from "./policy/document/validate.ts";
export { type AccessDecision, type AccessRequest, evaluate, type PolicyKind } from "./policy/evaluate.ts";
export { type Explanation, explain, type MatchedStatement } from "./policy/explain.ts";
export { type Position, type StatementPosition, statementPositions } from "./policy/document/positions.ts";
export { asksForKey, contextKeysOf, type Policy, parsePolicy } from "./policy/policy.ts";
export type { Principal } from "./policy/principal.ts";
