import { isHeader, OF_THE_CONNECTION } from "./headers.ts";

/** What a client sees of a function's answer. */
export type WebAnswer = WebAnswerHead & { readonly body: Buffer };

export type WebAnswerHead = {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Record<string, string | readonly string[]>;
};

/**
 * What a function returned, as the answer to a request: what has a status says all of it, anything else is a JSON body.
 * `contentType` is that of the former where it names none. `undefined`: it is no answer.
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-response-payload
 */
export function webAnswer(payload: Uint8Array, contentType: string): WebAnswer | undefined {
  const text = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength);
  const answer = parse(text.toString());
  if (answer === undefined) return undefined;
  if (!isObject(answer) || answer["statusCode"] === undefined) {
    return { status: OK, headers: { "content-type": JSON_TYPE }, body: text };
  }
  const head = answerHead(answer, contentType);
  return head && { ...head, body: bodyOf(answer) };
}

/** The head that a streamed answer begins with, see `readPrelude`. `undefined`: it is none. */
export function preludeHead(prelude: string, contentType: string): WebAnswerHead | undefined {
  const head = parse(prelude);
  return isObject(head) ? answerHead(head, contentType) : undefined;
}

type Members = Readonly<Record<string, unknown>>;

/** Status and headers of an answer; what is none is not sent on. */
function answerHead(
  { cookies, headers: own, statusCode = OK }: Members,
  contentType: string,
): WebAnswerHead | undefined {
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
function parse(text: string): unknown {
  try {
    // as: whatever it is.
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const OK = 200;
const LAST_STATUS = 599;
const JSON_TYPE = "application/json";

function bodyOf({ body = "", isBase64Encoded }: Members): Buffer {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return Buffer.from(text, isBase64Encoded === true ? "base64" : "utf8");
}

const textOf = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(textOf).join(",");
  return typeof value === "string" ? value : JSON.stringify(value ?? "");
};
