import { AwsError } from "@skylab/aws";
import { type Identified, type IdentityRules, identify } from "./identity/identify.ts";
import type { Identity } from "./identity/identity.ts";
import type { KeyLookup } from "./identity/keys.ts";
import type { SignedRequest } from "./request.ts";
import type { Authentication } from "./signature/authentication.ts";
import { requireNotExpired } from "./signature/claims.ts";
import { parseAuthentication } from "./signature/parse.ts";
import type { CredentialScope } from "./signature/signing.ts";
import { type Verification, type Verified, verify } from "./signature/verify.ts";

/** What a service lets requests in by. */
export type Door = IdentityRules &
  Omit<Verification, "secret"> & {
    readonly lookup: KeyLookup;
    /** Audit: what enforce would have refused. */
    readonly report?: (refusal: AwsError, identity: Identity) => void;
  };

/** Who is calling, and what remains to be checked of a body that was not at hand. */
export type Authenticated = Verified & {
  readonly identity: Identity;
  /** Which region and service the request is for; `undefined` where nothing says it: unsigned, or Version 2. */
  readonly scope: CredentialScope | undefined;
};

/**
 * Reads a request's signature, finds its key, decides who is calling, and verifies what can be verified.
 * @throws AwsError in the family's words.
 */
export async function authenticate(request: SignedRequest, door: Door): Promise<Authenticated> {
  const authentication = parseAuthentication(request, door.family);
  const known = authentication && (await door.lookup(authentication.accessKeyId, authentication.sessionToken));
  const { identity, proof, refusal } = identify(authentication, known, door);
  if (refusal) door.report?.(refusal, identity);
  const scope = authentication?.version === 4 ? authentication.scope : undefined;
  // A URL's time is over whoever signed it.
  if (authentication) requireNotExpired(authentication, door.family, door.now);
  const left = authentication && proof ? prove(authentication, proof, { request, door, identity }) : NOTHING_LEFT;
  return { identity, scope, ...left };
}

const NOTHING_LEFT: Verified = { bodySha256: undefined, chunks: undefined };

function prove(
  authentication: Authentication,
  proof: NonNullable<Identified["proof"]>,
  about: { readonly request: SignedRequest; readonly door: Door; readonly identity: Identity },
): Verified {
  const { door, identity, request } = about;
  try {
    const { body, family, now, service, virtualBucket } = door;
    return verify(authentication, request, { secret: proof.secret, body, family, now, service, virtualBucket });
  } catch (error) {
    if (proof.onFailure === "refuse" || !(error instanceof AwsError)) throw error;
    door.report?.(error, identity);
    return NOTHING_LEFT;
  }
}
