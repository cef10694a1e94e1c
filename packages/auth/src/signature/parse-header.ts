import { BoundedMap } from "@skylab/aws";
import type { SignedRequest } from "../request.ts";
import type { SignatureV4 } from "./authentication.ts";
import { parseCredential } from "./credential.ts";
import type { AuthFamily } from "./family.ts";
import { hashedBase64, incompleteSignature } from "./refusals.ts";
import { invalidArgument, malformed, missingDate } from "./s3-refusals.ts";
import { ALGORITHM } from "./signing.ts";
import { formatTimestamp, parseHttpDate, parseTimestamp } from "./time.ts";

/** `Authorization: AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…`. */
export function parseHeaderV4(request: SignedRequest, authorization: string, family: AuthFamily): SignatureV4 {
  const fields = usualFields(authorization) ?? parseFields(authorization, family);
  const date = parseDate(request, family);
  requireFields(fields, date, { authorization, family });
  const signedHeaders = headerNames(fields.SignedHeaders ?? "");
  return {
    version: 4,
    place: "header",
    ...parseCredential(fields.Credential ?? "", "header", family),
    signedHeaders,
    signature: fields.Signature ?? "",
    timestamp: date?.timestamp ?? "",
    signedAt: date?.at ?? 0,
    expiresSeconds: undefined,
    sessionToken: signedHeaders.includes("x-amz-security-token") ? header(request, "x-amz-security-token") : undefined,
    payload: header(request, "x-amz-content-sha256"),
  };
}

/** A header that may stand but once. */
const header = (request: SignedRequest, name: string): string | undefined => request.headers[name]?.toString();

/** Clients sign the same headers again and again; what is longer than any SDK's list is split each time. */
const MAX_KNOWN_LISTS = 256;
const MAX_KNOWN_LENGTH = 512;
const knownLists = new BoundedMap<string, readonly string[]>(MAX_KNOWN_LISTS);

const headerNames = (list: string): readonly string[] =>
  list.length > MAX_KNOWN_LENGTH ? splitNames(list) : knownLists.get(list, () => splitNames(list));

const splitNames = (list: string): readonly string[] => list.toLowerCase().split(";");

/** The header as every SDK writes it. */
const USUAL = /^AWS4-HMAC-SHA256 Credential=([^,\s]+), ?SignedHeaders=([^,\s]+), ?Signature=([^,\s]+)$/;

function usualFields(authorization: string): Fields | undefined {
  const [, Credential, SignedHeaders, Signature] = USUAL.exec(authorization) ?? [];
  return Credential && SignedHeaders && Signature ? { Credential, SignedHeaders, Signature } : undefined;
}

type Fields = { Credential?: string; SignedHeaders?: string; Signature?: string };

function parseFields(authorization: string, family: AuthFamily): Fields {
  const space = authorization.indexOf(" ");
  const algorithm = space < 0 ? authorization : authorization.slice(0, space);
  if (algorithm !== ALGORITHM) refuseAlgorithm(algorithm, authorization, family);
  const fields: Fields = {};
  for (const piece of space < 0 ? [] : authorization.slice(space + 1).split(",")) {
    const pair = piece.trim();
    const equals = pair.indexOf("=");
    if (equals < 0 && family !== "s3") {
      const problem = "Invalid key=value pair (missing equal-sign) in Authorization header";
      throw incompleteSignature(
        family,
        `${problem} (hashed with SHA-256 and encoded with Base64): '${hashedBase64(pair)}'.`,
      );
    }
    const name = pair.slice(0, equals);
    if (name === "Credential" || name === "SignedHeaders" || name === "Signature")
      fields[name] = pair.slice(equals + 1);
  }
  return fields;
}

function refuseAlgorithm(algorithm: string, authorization: string, family: AuthFamily): void {
  if (family === "s3") throw invalidArgument("Unsupported Authorization Type", "Authorization", authorization);
  // Other schemes (Basic, Bearer) are read like ours, and then lack everything.
  if (algorithm.startsWith("AWS4-")) throw incompleteSignature(family, `Unsupported AWS 'algorithm': '${algorithm}'.`);
}

function requireFields(
  fields: Fields,
  date: SignedDate | undefined,
  about: { readonly authorization: string; readonly family: AuthFamily },
): void {
  const { authorization, family } = about;
  const lacks = (["Credential", "Signature", "SignedHeaders"] as const).filter((name) => !fields[name]);
  if (family === "s3") {
    if (lacks.length === 0) return;
    throw malformed(
      "header",
      "the authorization header requires three components: Credential, SignedHeaders, and Signature.",
    );
  }
  const problems = lacks.map((name) => `Authorization header requires '${name}' parameter. `);
  if (!date) {
    problems.push("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ");
  }
  if (problems.length === 0) return;
  const echo = `(Hashed with SHA-256 and encoded with Base64) Authorization=${hashedBase64(authorization)}`;
  throw incompleteSignature(family, problems.join("") + echo);
}

type SignedDate = { readonly at: number; readonly timestamp: string };

function parseDate(request: SignedRequest, family: AuthFamily): SignedDate | undefined {
  const text = header(request, "x-amz-date") ?? request.headers.date;
  if (text === undefined && family !== "s3") return undefined;
  const at = parseTimestamp(text ?? "");
  if (at !== undefined) return { at, timestamp: text ?? "" };
  const httpDate = parseHttpDate(text ?? "");
  if (httpDate !== undefined) return { at: httpDate, timestamp: formatTimestamp(httpDate) };
  throw family === "s3" ? missingDate() : malformedDate(family, text ?? "");
}

/** The date is there, and no date. */
export const malformedDate = (family: Exclude<AuthFamily, "s3">, text: string): Error =>
  incompleteSignature(
    family,
    `Date must be in ISO-8601 'basic format'. Got '${text}'. See http://en.wikipedia.org/wiki/ISO_8601`,
  );
