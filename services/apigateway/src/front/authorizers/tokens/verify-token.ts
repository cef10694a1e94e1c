import { decodeJwt, decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from "jose";
import type { Issuer, KeySets } from "./key-sets.ts";

/** Why a token is not taken, for whoever sent it and for access logs. */
export class TokenRefusal extends Error {
  readonly isExpired: boolean;

  constructor(message: string, isExpired = false) {
    super(message);
    this.isExpired = isExpired;
  }
}

/** AWS takes RSA only: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html */
const ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"];

export type Verifying = {
  /** Of whom a token may be. */
  readonly issuers: readonly Issuer[];
  readonly keySets: KeySets;
  /** Milliseconds, by the product's clock. */
  readonly now: number;
};

/** The claims of a token that one of the issuers has signed and that is in force. @throws TokenRefusal */
export async function verifyToken(token: string, { issuers, keySets, now }: Verifying): Promise<JWTPayload> {
  if (token.split(".").length !== 3) throw new TokenRefusal("token contains an invalid number of segments");
  const { alg, iss } = decoded(token);
  // What a client writes goes into a header, if it is as short and plain as names of algorithms are.
  if (!ALGORITHMS.includes(alg))
    throw new TokenRefusal(`signing method${/^\w{1,10}$/.test(alg) ? ` ${alg}` : ""} is invalid`);
  const issuer = issuers.find((one) => one.issuer === iss);
  if (issuer === undefined) throw new TokenRefusal("the token does not have a valid issuer");
  try {
    const options = { algorithms: ALGORITHMS, issuer: issuer.issuer, currentDate: new Date(now) };
    const { payload } = await jwtVerify(token, keySets.keysOf(issuer), options);
    if (typeof payload.iat === "number" && payload.iat * 1000 > now)
      throw new TokenRefusal("the token is not valid yet");
    return payload;
  } catch (error) {
    throw refusalOf(error);
  }
}

function decoded(token: string): { readonly alg: string; readonly iss: string | undefined } {
  try {
    return { alg: String(decodeProtectedHeader(token).alg), iss: decodeJwt(token).iss };
  } catch {
    throw new TokenRefusal("the token could not be decoded");
  }
}

function refusalOf(error: unknown): TokenRefusal {
  if (error instanceof TokenRefusal) return error;
  if (error instanceof errors.JWTExpired) return new TokenRefusal("the token has expired", true);
  if (error instanceof errors.JWTClaimValidationFailed) {
    return new TokenRefusal(error.claim === "nbf" ? "the token is not valid yet" : `the ${error.claim} is not valid`);
  }
  if (error instanceof errors.JWSSignatureVerificationFailed) return new TokenRefusal("the signature is invalid");
  // The issuer cannot be reached, or has no such key.
  return new TokenRefusal("unable to find a signing key that matches the token");
}
