import type { Context } from "../policy/context.ts";
import type { AccessRequest } from "../policy/evaluate.ts";
import type { Identity } from "./identity.ts";
import type { KeyLookup } from "./keys.ts";

/** What IAM allows a caller, and what policies may ask of it: the caller's part of an `AccessRequest`. */
export type Entitlements = Pick<AccessRequest, "identityPolicies" | "permissionsBoundary" | "sessionPolicies"> & {
  /** Assumed roles: the role's own ARN, with its path. */
  readonly roleArn?: string;
  /** Federated users: who opened their session. */
  readonly userArn?: string;
  /** `aws:PrincipalTag/…`, `aws:TokenIssueTime`, `aws:SourceIdentity`, `aws:MultiFactorAuthPresent`, … */
  readonly context: Context;
};

/** Who the callers are and what they may, as a service asks it at each request: cached, and never older than a second. */
export type Identities = {
  readonly lookup: KeyLookup;
  /** Of a caller that `lookup` made known. One that is gone has no policies. */
  readonly entitlementsOf: (caller: Identity) => Promise<Entitlements>;
  /** Notes the use of a key, for GetAccessKeyLastUsed and the like; written now and then, lost by a crash. */
  readonly noteUse: (caller: Identity, use: KeyUse) => void;
};

/** `sqs`, and the region of the request. */
export type KeyUse = { readonly service: string; readonly region: string };
