import { createHash, createHmac } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { type Identity, isSame } from "@skylab/auth";
import type { CallAs } from "./service-call.ts";

/** What a signature of a call from service to service covers beside the caller. */
export type SignedCall = { readonly path: string; readonly body: Uint8Array };

/** The containers of one host share a clock; this is for several hosts. So long, too, a call that was overheard could be sent again. */
const MAX_SKEW_MS = 30_000;

type By = { readonly secret: string; readonly now: number };

/** The headers by which a service proves who it is, at `now` (milliseconds of the machine's own clock). */
export function signCall(
  { path, body }: SignedCall,
  { onBehalfOf, principal, place }: CallAs,
  by: By,
): Record<string, string> {
  const claims = {
    "x-skylab-principal": principal.name,
    "x-skylab-source-arn": principal.sourceArn ?? "",
    "x-skylab-account": place.account,
    "x-skylab-region": place.region,
    "x-skylab-on-behalf-of": onBehalfOf === undefined ? "" : encodeURIComponent(JSON.stringify(onBehalfOf)),
    "x-skylab-time": String(by.now),
    "x-skylab-body-sha256": sha256(body),
  };
  return { ...claims, "x-skylab-signature": signature(by.secret, [path, ...Object.values(claims)]) };
}

/** What the head of a call proves. */
export type VerifiedCall = {
  readonly as: CallAs;
  /** Whether this is the body that was signed. */
  readonly isBody: (body: Uint8Array) => boolean;
};

/**
 * Who calls, or `undefined` where the headers prove nothing: another secret, another call, another time. Of the body, only
 * its hash is needed: who proves nothing sends it in vain.
 */
export function verifyCall(path: string, headers: IncomingHttpHeaders, by: By): VerifiedCall | undefined {
  const claims = CLAIMS.map((claim) => String(headers[claim] ?? ""));
  const [time, bodyHash] = claims.slice(-2);
  if (!(Math.abs(by.now - Number(time)) <= MAX_SKEW_MS)) return undefined;
  const expected = signature(by.secret, [path, ...claims]);
  if (!isSame(String(headers["x-skylab-signature"] ?? ""), expected)) return undefined;
  return { as: readCaller(claims), isBody: (body) => sha256(body) === bodyHash };
}

function readCaller([
  name = "",
  sourceArn = "",
  account = "",
  region = "",
  onBehalfOf = "",
]: readonly string[]): CallAs {
  return {
    principal: { name, sourceArn: sourceArn === "" ? undefined : sourceArn },
    place: { account, region },
    ...(onBehalfOf !== "" && { onBehalfOf: readIdentity(onBehalfOf) }),
  };
}

/** Read only after the signature over it was verified. */
const readIdentity = (text: string): Identity => JSON.parse(decodeURIComponent(text));

const CLAIMS = [
  "x-skylab-principal",
  "x-skylab-source-arn",
  "x-skylab-account",
  "x-skylab-region",
  "x-skylab-on-behalf-of",
  "x-skylab-time",
  "x-skylab-body-sha256",
];

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

const signature = (secret: string, parts: readonly (string | undefined)[]): string =>
  createHmac("sha256", secret).update(JSON.stringify(parts)).digest("hex");
