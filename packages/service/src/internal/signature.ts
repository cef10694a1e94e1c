import { createHash, createHmac } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { isSame } from "@skylab/auth";
import type { CallAs } from "./service-call.ts";

/** What a signature of a call from service to service covers beside the caller. */
export type SignedCall = { readonly path: string; readonly body: Uint8Array };

/** The containers of one host share a clock; this is for several hosts. So long, too, a call that was overheard could be sent again. */
const MAX_SKEW_MS = 30_000;

/** The headers by which a service proves who it is, at `now` (milliseconds of the machine's own clock). */
export function signCall(
  { path, body }: SignedCall,
  { principal, place }: CallAs,
  by: { readonly secret: string; readonly now: number },
): Record<string, string> {
  const claims = {
    "x-skylab-principal": principal.name,
    "x-skylab-source-arn": principal.sourceArn ?? "",
    "x-skylab-account": place.account,
    "x-skylab-region": place.region,
    "x-skylab-time": String(by.now),
  };
  return { ...claims, "x-skylab-signature": signature(by.secret, [path, sha256(body), ...Object.values(claims)]) };
}

/** Who calls, or `undefined` where the headers prove nothing: another secret, another call, another time. */
export function verifyCall(
  { path, body }: SignedCall,
  headers: IncomingHttpHeaders,
  by: { readonly secret: string; readonly now: number },
): CallAs | undefined {
  const [name, sourceArn, account, region, time, given] = CLAIMS.map((claim) => String(headers[claim] ?? ""));
  if (name === undefined || account === undefined || region === undefined) return undefined;
  if (!(Math.abs(by.now - Number(time)) <= MAX_SKEW_MS)) return undefined;
  const expected = signature(by.secret, [path, sha256(body), name, sourceArn, account, region, time]);
  if (!isSame(given ?? "", expected)) return undefined;
  return { principal: { name, sourceArn: sourceArn === "" ? undefined : sourceArn }, place: { account, region } };
}

const CLAIMS = [
  "x-skylab-principal",
  "x-skylab-source-arn",
  "x-skylab-account",
  "x-skylab-region",
  "x-skylab-time",
  "x-skylab-signature",
];

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

const signature = (secret: string, parts: readonly (string | undefined)[]): string =>
  createHmac("sha256", secret).update(JSON.stringify(parts)).digest("hex");
