// What RFC 3986 calls unreserved is all that SigV4 leaves unescaped.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-canonical-request
const UNRESERVED_ONLY = /^[A-Za-z0-9\-._~]*$/;
const UNRESERVED_OR_SLASH_ONLY = /^[A-Za-z0-9\-._~/]*$/;
const LEFT_BY_ENCODE_URI_COMPONENT = /[!'()*]/g;
const ESCAPE_OR_RESERVED = /%[0-9A-Fa-f]{2}|[^A-Za-z0-9\-._~]/gu;
const ESCAPE_LENGTH = 3;

/** Escapes every byte but the unreserved ones, a percent sign too. */
export function escapeUri(text: string): string {
  if (UNRESERVED_ONLY.test(text)) return text;
  return encodeURIComponent(text).replace(
    LEFT_BY_ENCODE_URI_COMPONENT,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** The one spelling of text that is escaped already, more or less: as if decoded and escaped anew. Never fails. */
function normalizeEscapes(raw: string): string {
  if (UNRESERVED_ONLY.test(raw)) return raw;
  return raw.replace(ESCAPE_OR_RESERVED, (found) => {
    if (found.length !== ESCAPE_LENGTH) return escapeUri(found);
    const char = String.fromCharCode(Number.parseInt(found.slice(1), 16));
    return UNRESERVED_ONLY.test(char) ? char : found.toUpperCase();
  });
}

/** S3 signs the key as it is: no dot segments removed, escaped once. */
export function canonicalS3Path(path: string, escapedSlash: "/" | "%2F"): string {
  if (UNRESERVED_OR_SLASH_ONLY.test(path)) return path === "" ? "/" : path;
  return path.split("/").map(normalizeEscapes).join("/").replaceAll("%2F", escapedSlash);
}

/** The other services: dot segments and double slashes removed, and what was escaped to be sent is escaped again. */
export function canonicalPath(path: string): string {
  if (path === "/" || path === "") return "/";
  const segments: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "..") segments.pop();
    else if (segment !== "." && segment !== "") segments.push(escapeUri(segment));
  }
  const trailing = segments.length > 0 && path.endsWith("/") ? "/" : "";
  return `/${segments.join("/")}${trailing}`;
}

/** Sorted by name, then by value, in their escaped spelling; without the presigned signature itself. */
export function canonicalQuery(query: string, plus: "%20" | "%2B"): string {
  if (query === "") return "";
  const pairs: [name: string, value: string][] = [];
  for (const piece of query.replaceAll("+", plus).split("&")) {
    if (piece === "") continue;
    const equals = piece.indexOf("=");
    const name = normalizeEscapes(equals < 0 ? piece : piece.slice(0, equals));
    if (name !== "X-Amz-Signature") pairs.push([name, equals < 0 ? "" : normalizeEscapes(piece.slice(equals + 1))]);
  }
  pairs.sort(([nameA, valueA], [nameB, valueB]) => compare(nameA, nameB) || compare(valueA, valueB));
  return pairs.map(([name, value]) => `${name}=${value}`).join("&");
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** The decoded parameters of a query; the first of a name counts. What cannot be decoded stays as it is. */
export function queryParameters(query: string): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>();
  for (const piece of query.split("&")) {
    const equals = piece.indexOf("=");
    const name = decode(equals < 0 ? piece : piece.slice(0, equals));
    if (!parameters.has(name)) parameters.set(name, equals < 0 ? "" : decode(piece.slice(equals + 1)));
  }
  return parameters;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}
