/** What clients of a URL see of a function's answer. */
export type UrlAnswer = UrlAnswerHead & { readonly body: Buffer };

export type UrlAnswerHead = {
  readonly status: number;
  readonly headers: Record<string, string | readonly string[]>;
};

/**
 * What a function returned, as the answer to a request: what has a status says all of it, anything else is a body.
 * `undefined`: AWS answers 502.
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-response-payload
 */
export function urlAnswer(payload: Uint8Array): UrlAnswer | undefined {
  const text = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength);
  const answer = parse(text.toString());
  if (answer === undefined) return undefined;
  if (!isObject(answer) || answer["statusCode"] === undefined) {
    return { status: OK, headers: { "content-type": JSON_TYPE }, body: text };
  }
  const head = answerHead(answer, JSON_TYPE);
  return head && { ...head, body: bodyOf(answer) };
}

/** Status and headers of an answer; what is none is not sent on. */
export function answerHead(answer: Readonly<Record<string, unknown>>, contentType: string): UrlAnswerHead | undefined {
  const { cookies, headers: own, statusCode = OK } = answer;
  const status = Number(statusCode);
  if (!Number.isInteger(status) || status < OK || status > LAST_STATUS) return undefined;
  const headers: Record<string, string | readonly string[]> = { "content-type": contentType };
  for (const [name, value] of Object.entries(isObject(own) ? own : {})) {
    const text = textOf(value);
    if (!isHeader(name, text)) return undefined;
    if (!OF_THE_CONNECTION.has(name.toLowerCase())) headers[name.toLowerCase()] = text;
  }
  const setCookies = Array.isArray(cookies) ? cookies.map(textOf) : [];
  if (!setCookies.every((cookie) => isHeader("set-cookie", cookie))) return undefined;
  if (setCookies.length > 0) headers["set-cookie"] = setCookies;
  return { status, headers };
}

/** A JSON text; `undefined`: it is none. */
export function parse(text: string): unknown {
  try {
    // as: whatever it is.
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const OK = 200;
const LAST_STATUS = 599;
const JSON_TYPE = "application/json";

/** The server's own. */
const OF_THE_CONNECTION: ReadonlySet<string> = new Set([
  "connection",
  "content-length",
  "keep-alive",
  "transfer-encoding",
  "upgrade",
]);

function bodyOf({ body = "", isBase64Encoded }: Readonly<Record<string, unknown>>): Buffer {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return Buffer.from(text, isBase64Encoded === true ? "base64" : "utf8");
}

const textOf = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(textOf).join(",");
  return typeof value === "string" ? value : JSON.stringify(value ?? "");
};

/** https://www.rfc-editor.org/rfc/rfc9110#section-5.1 */
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** What Node sends: latin1 without control characters, but for tabs. */
const HEADER_VALUE = /^[\t\u0020-\u007e\u0080-\u00ff]*$/;

const isHeader = (name: string, value: string): boolean => HEADER_NAME.test(name) && HEADER_VALUE.test(value);
