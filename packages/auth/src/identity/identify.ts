import { type AwsError, DEFAULT_ACCOUNT } from "@skylab/aws";
import type { Authentication } from "../signature/authentication.ts";
import type { AuthFamily } from "../signature/family.ts";
import { expiredToken, invalidToken, missingToken, unknownKey } from "../signature/refusals.ts";
import type { Credentials } from "../signature/sign.ts";
import { accountOf } from "./account.ts";
import { type Identity, NOBODY, rootOf } from "./identity.ts";
import type { KnownKey } from "./keys.ts";

/**
 * `open`: whoever signs with an unknown key, or not at all, is root of an account. `enforce`: only known keys and the
 * root key. `audit`: as open, and what enforce would have refused is reported.
 */
export type AuthMode = "open" | "audit" | "enforce";

export type IdentityRules = {
  readonly mode: AuthMode;
  /** The root key of `SKYLAB_ROOT_ACCESS_KEY_ID` and `…_SECRET_ACCESS_KEY`; without meaning in open mode. */
  readonly rootKey: Credentials;
  readonly family: AuthFamily;
  /** By the clock of who issued temporary credentials, in milliseconds: they end by it. */
  readonly issuerNow: number;
  /** Who signs nothing may ask, too: policies see nobody. In open mode nobody is root, as everybody is. */
  readonly unsigned?: boolean;
};

/** Whose key a request claims to be signed with. */
export type ClaimedKey = Pick<Authentication, "accessKeyId" | "sessionToken">;

/** Who a request comes from, and what must still be proven. */
export type Identified = {
  readonly identity: Identity;
  /** The secret that the signature must be verified against, and whether a failure refuses or is only reported. */
  readonly proof?: { readonly secret: string; readonly onFailure: "refuse" | "report" };
  /** Audit: why enforce would have refused. */
  readonly refusal?: AwsError;
};

/**
 * Decides who is calling. A key that was issued is never taken on trust, whatever the mode; an unknown one is, in open
 * mode, since nobody knows its secret. There the root key is a key like any other: people type `test` and any secret.
 * @throws AwsError in the family's words where nobody may pass: an unknown, inactive or expired key, no signature.
 */
export function identify(
  authentication: ClaimedKey | undefined,
  known: KnownKey | undefined,
  rules: IdentityRules,
): Identified {
  if (authentication && known) return identifyKnown(authentication, known, rules);
  return authentication ? identifyStranger(authentication, rules) : identifyUnsigned(rules);
}

/** A key that nobody issued: the root key, or any. */
function identifyStranger({ accessKeyId }: ClaimedKey, { family, mode, rootKey }: IdentityRules): Identified {
  const root = claimedRoot(accessKeyId);
  const isRootKey = accessKeyId === rootKey.accessKeyId;
  const secret = rootKey.secretAccessKey;
  if (mode === "enforce" && isRootKey) return { identity: root, proof: { secret, onFailure: "refuse" } };
  const identity: Identity = { ...root, unproven: true };
  if (mode === "open") return { identity };
  if (!isRootKey) return refused(unknownKey(family, accessKeyId), identity, mode);
  return { identity, proof: { secret, onFailure: "report" } };
}

function identifyUnsigned({ family, mode, unsigned }: IdentityRules): Identified {
  const identity: Identity = { ...claimedRoot(undefined), unproven: true };
  if (mode === "open") return { identity };
  if (unsigned) return { identity: mode === "enforce" ? NOBODY : identity };
  return refused(missingToken(family), identity, mode);
}

function refused(refusal: AwsError, identity: Identity, mode: AuthMode): Identified {
  if (mode === "enforce") throw refusal;
  return { identity, refusal };
}

function identifyKnown(authentication: ClaimedKey, known: KnownKey, rules: IdentityRules): Identified {
  const { accessKeyId, sessionToken } = authentication;
  if (!known.active) throw unknownKey(rules.family, accessKeyId);
  if (sessionToken !== known.sessionToken) throw invalidToken(rules.family, sessionToken);
  if (known.expiresAt !== undefined && rules.issuerNow >= known.expiresAt)
    throw expiredToken(rules.family, sessionToken);
  const { account, arn, id, session } = known;
  return {
    identity: { account, arn, id, accessKeyId, ...(session && { session }) },
    proof: { secret: known.secretAccessKey, onFailure: "refuse" },
  };
}

/** The root of the account that a key names of itself. */
const claimedRoot = (accessKeyId: string | undefined): Identity =>
  rootOf(accessKeyId === undefined ? DEFAULT_ACCOUNT : accountOf(accessKeyId), accessKeyId);
