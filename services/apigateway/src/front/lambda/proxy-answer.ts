import { isHeader } from "@skylab/web-events";
import { AnswerHeaders, nameForClient } from "../answer-headers.ts";
import type { BinaryTypes } from "./event-parts.ts";

/** An answer to a request, of which a function returned all. */
export type ProxyAnswer = { readonly status: number; readonly headers: AnswerHeaders; readonly body: string | Buffer };

/** What a function may return of an answer; AWS takes nothing that has anything else. */
const MEMBERS: ReadonlySet<string> = new Set(["isBase64Encoded", "statusCode", "headers", "multiValueHeaders", "body"]);

/**
 * What a function returned, as the answer to a request; `undefined`: it is none.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-output-format
 */
export function lambdaProxyAnswer(
  payload: Uint8Array,
  accept: string | undefined,
  api: BinaryTypes,
): ProxyAnswer | undefined {
  const answer = parse(payload);
  if (!isObject(answer) || !Object.keys(answer).every((member) => MEMBERS.has(member))) return undefined;
  const status = statusOf(answer["statusCode"]);
  const headers = headersOf(answer);
  const text = answer["body"] ?? "";
  if (status === undefined || headers === undefined || typeof text !== "string") return undefined;
  // AWS looks at the first of what the client accepts.
  const isBytes = answer["isBase64Encoded"] === true && api.isBinary(accept?.split(",", 1)[0]);
  return { status, headers, body: isBytes ? Buffer.from(text, "base64") : text };
}

const OK = 200;
const FIRST_STATUS = 100;
const LAST_STATUS = 599;

function statusOf(statusCode: unknown): number | undefined {
  const status = Number(statusCode ?? OK);
  return Number.isInteger(status) && status >= FIRST_STATUS && status <= LAST_STATUS ? status : undefined;
}

function headersOf({ headers: single, multiValueHeaders: multi }: Answer): AnswerHeaders | undefined {
  const headers = new AnswerHeaders();
  headers.set("Content-Type", "application/json");
  const given = new AnswerHeaders();
  for (const [name, value] of Object.entries(isObject(single) ? single : {})) {
    if (value === null) continue;
    if (!give(given, name, [value])) return undefined;
  }
  for (const [name, values] of Object.entries(isObject(multi) ? multi : {})) {
    if (!Array.isArray(values) || !give(given, name, values)) return undefined;
  }
  for (const [name, values] of given.all()) {
    const shown = nameForClient(name);
    if (shown !== undefined) headers.set(shown, values);
  }
  return headers;
}

/** Adds what is not there yet: a value in both members comes once. */
function give(given: AnswerHeaders, name: string, values: readonly unknown[]): boolean {
  for (const value of values) {
    const text = textOf(value);
    if (text === undefined || !isHeader(name, text)) return false;
    if (!given.values(name).includes(text)) given.add(name, text);
  }
  return true;
}

const textOf = (value: unknown): string | undefined =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;

type Answer = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Answer =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function parse(payload: Uint8Array): unknown {
  try {
    const text = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).toString();
    return JSON.parse(text) as unknown; // as: whatever it is.
  } catch {
    return undefined;
  }
}
