import type { IncomingHttpHeaders } from "node:http";
import type { SignedRequest } from "../request.ts";
import type { AuthFamily } from "./family.ts";
import { canonicalPath, canonicalQuery, canonicalS3Path } from "./uri.ts";

/** What decides how a request is put into its canonical form. */
export type CanonicalForm = {
  readonly family: AuthFamily;
  /** Lower case, in the order of the signature. */
  readonly signedHeaders: readonly string[];
  /** SHA-256 in hex, or one of S3's words for a body that is not hashed whole. */
  readonly payloadHash: string;
  /** Takes a comma and a space in a header for two header lines, which Node joins so. */
  readonly splitHeaders?: boolean;
  /** Takes a plus sign in the query for itself; usually AWS reads it as a space. */
  readonly literalPlus?: boolean;
  /** Takes an escaped slash in S3's path for something else than a slash. */
  readonly escapedSlashes?: boolean;
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-canonical-request */
export function canonicalRequest(request: SignedRequest, form: CanonicalForm): string {
  const path =
    form.family === "s3"
      ? canonicalS3Path(request.path, form.escapedSlashes ? "%2F" : "/")
      : canonicalPath(request.path);
  let headers = "";
  for (const name of form.signedHeaders) {
    const value = canonicalHeader(request.headers, name);
    headers += `${name}:${form.splitHeaders ? value.replaceAll(", ", ",") : value}\n`;
  }
  const query = canonicalQuery(request.query, form.literalPlus ? "%2B" : "%20");
  return `${request.method}\n${path}\n${query}\n${headers}\n${form.signedHeaders.join(";")}\n${form.payloadHash}`;
}

/** Whether a signed header may be several lines that Node joined into one. */
export function hasJoinedHeaders(headers: IncomingHttpHeaders, signedHeaders: readonly string[]): boolean {
  return signedHeaders.some((name) => canonicalHeader(headers, name).includes(", "));
}

/** What a proxy, as our gateway, may take out of a request that was signed with it: the only thing that it can have said. */
const LOST_ON_THE_WAY: ReadonlyMap<string, string> = new Map([
  // Of a GET, HEAD or DELETE without a body. https://www.rfc-editor.org/rfc/rfc9110#section-8.6-5
  ["content-length", "0"],
  // https://www.rfc-editor.org/rfc/rfc9110#section-10.1.1-4
  ["expect", "100-continue"],
]);

function canonicalHeader(headers: IncomingHttpHeaders, name: string): string {
  // The names are the client's: of `constructor` there is no header, and yet something.
  const value = Object.hasOwn(headers, name) ? headers[name] : undefined;
  if (value === undefined) return LOST_ON_THE_WAY.get(name) ?? "";
  const whole = typeof value === "string" ? value : value.join(",");
  // Blanks only: JavaScript's own trim would also take bytes out of UTF-8 that Node hands over as Latin-1.
  const text = whole.includes("  ") || whole.includes("\t") ? whole.replace(/[ \t]+/g, " ") : whole;
  if (!text.startsWith(" ") && !text.endsWith(" ")) return text;
  return text.slice(text.startsWith(" ") ? 1 : 0, text.endsWith(" ") && text.length > 1 ? -1 : undefined);
}
