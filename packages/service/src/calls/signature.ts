import { createHmac, hash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { isSame } from "@skylab/auth";
import type { CallAs } from "./service-call.ts";

/** What a signature of a call from service to service covers beside the caller. */
export type SignedCall = { readonly path: string; readonly body: Uint8Array };

/** The containers of one host share a clock; this is for several hosts. So long, too, a call that was overheard could be sent again. */
const MAX_SKEW_MS = 30_000;

const CLAIMS_HEADER = "x-skylab-call";
const SIGNATURE_HEADER = "x-skylab-signature";

type By = { readonly secret: string; readonly now: number };

/** As whom one calls: a service as `CallAs` says, whoever reaches a host of functions by a name. */
type Caller = CallAs | string;

/** What the head of a call says, in JSON and base64: names may have characters that headers have not. */
type Claims<As> = { readonly as: As; readonly time: number; readonly bodySha256: string };

/** The headers by which a service proves who it is, at `now` (milliseconds of the machine's own clock). */
export function signCall({ path, body }: SignedCall, as: Caller, by: By): Record<string, string> {
  const claims: Claims<Caller> = { as, time: by.now, bodySha256: sha256(body) };
  const written = Buffer.from(JSON.stringify(claims)).toString("base64url");
  return { [CLAIMS_HEADER]: written, [SIGNATURE_HEADER]: signature(by.secret, path, written) };
}

/** What the head of a call proves. */
export type VerifiedCall<As> = {
  readonly as: As;
  /** Whether this is the body that was signed. */
  readonly isBody: (body: Uint8Array) => boolean;
};

/**
 * Who calls, or `undefined` where the headers prove nothing: another secret, another call, another time. Of the body, only
 * its hash is needed: who proves nothing sends it in vain.
 */
export function verifyCall<As extends Caller = CallAs>(
  path: string,
  headers: IncomingHttpHeaders,
  by: By,
): VerifiedCall<As> | undefined {
  const written = String(headers[CLAIMS_HEADER] ?? "");
  if (!isSame(String(headers[SIGNATURE_HEADER] ?? ""), signature(by.secret, path, written))) return undefined;
  const { as, bodySha256, time }: Claims<As> = JSON.parse(Buffer.from(written, "base64url").toString());
  if (!(Math.abs(by.now - time) <= MAX_SKEW_MS)) return undefined;
  return { as, isBody: (body) => sha256(body) === bodySha256 };
}

const sha256 = (bytes: Uint8Array): string => hash("sha256", bytes);

const signature = (secret: string, path: string, claims: string): string =>
  createHmac("sha256", secret).update(`${path}\n${claims}`).digest("hex");
