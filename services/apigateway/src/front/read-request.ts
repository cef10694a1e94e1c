import type { IncomingMessage } from "node:http";
import type { Ids } from "@skylab/aws";
import { isOwnHeader, readBody } from "@skylab/service";
import type { ApiAddress, ApiRequest, MultiValues } from "./api-request.ts";
import type { Front } from "./front.ts";
import { MAX_BODY_BYTES, MAX_HEAD_BYTES } from "./limits.ts";

/** A request that is larger than any API takes: what it is answered differs by the kind of API. */
export class RequestTooLarge extends Error {
  readonly part: "head" | "body";

  constructor(part: RequestTooLarge["part"]) {
    super(`The ${part} of the request is too large.`);
    this.part = part;
  }
}

/** A request to an API, but for its body. */
export type RequestStart = Omit<ApiRequest, "body">;

/** Reads what the head of a request tells. */
export function beginRequest(
  { exchange, inside }: Pick<Front, "exchange" | "inside">,
  address: ApiAddress,
): RequestStart {
  const { head, request, sourceIp } = exchange;
  const { clock, ids } = inside.frame;
  const at = clock.now();
  const traceId = traceOf(head.headers["x-amzn-trace-id"], at, ids);
  return {
    address,
    head,
    query: queryOf(head.query),
    ...headersOf(request.rawHeaders, { host: head.headers.host ?? "", sourceIp, traceId }),
    sourceIp,
    requestId: inside.requestId,
    extendedRequestId: newExtendedRequestId(ids),
    traceId,
    at,
    // Made only where somebody asks for it.
    get signal() {
      return exchange.signal;
    },
  };
}

/** Reads the body. @throws RequestTooLarge */
export async function readRequestBody(request: IncomingMessage): Promise<Buffer> {
  if (headBytes(request) > MAX_HEAD_BYTES) throw new RequestTooLarge("head");
  try {
    return await readBody(request, MAX_BODY_BYTES);
  } catch (error) {
    if (error instanceof Error && "status" in error && error.status === 413) throw new RequestTooLarge("body");
    throw error;
  }
}

/** Request line and header values, as AWS counts them. */
function headBytes({ rawHeaders, method = "", url = "" }: IncomingMessage): number {
  let bytes = method.length + url.length;
  for (const part of rawHeaders) bytes += part.length;
  return bytes;
}

/** Decoded, `+` too; what cannot be decoded stays as it came. */
export function queryOf(query: string): MultiValues {
  const values = new Map<string, string[]>();
  if (query === "") return values;
  for (const [name, value] of new URLSearchParams(query)) add(values, name, value);
  return values;
}

type Arrived = { readonly host: string; readonly sourceIp: string; readonly traceId: string };

/** The headers in lower case, and under their own names; with those that AWS's front adds. */
export function headersOf(raw: readonly string[], arrived: Arrived): Pick<ApiRequest, "headers" | "namedHeaders"> {
  const headers = new Map<string, string[]>();
  const namedHeaders = new Map<string, string[]>();
  // The values are one list in both, under the name that came first.
  const begin = (name: string, lower: string, value: string): void => {
    const values = [value];
    headers.set(lower, values);
    namedHeaders.set(name, values);
  };
  for (let i = 0; i < raw.length; i += 2) {
    const [name = "", value = ""] = [raw[i], raw[i + 1]];
    const lower = name.toLowerCase();
    if (isOwnHeader(lower) || FROM_THE_FRONT.has(lower)) continue;
    const known = headers.get(lower);
    if (known === undefined) begin(name, lower, value);
    else known.push(value);
  }
  for (const [name, value] of frontHeaders(raw, arrived)) begin(name, name.toLowerCase(), value);
  return { headers, namedHeaders };
}

/** What AWS's front says itself, whatever the client says; and what is of the connection. */
const FROM_THE_FRONT: ReadonlySet<string> = new Set([
  "connection",
  "keep-alive",
  "proxy-connection",
  "transfer-encoding",
  "x-amzn-trace-id",
  "x-forwarded-for",
  "x-forwarded-port",
  "x-forwarded-proto",
]);

function frontHeaders(
  raw: readonly string[],
  { host, sourceIp, traceId }: Arrived,
): readonly (readonly [string, string])[] {
  const before = valuesIn(raw, "x-forwarded-for").join(", ");
  // Skylab's gateway has added the client itself.
  const isAdded = before === sourceIp || before.endsWith(`, ${sourceIp}`);
  const forwardedFor = before === "" ? sourceIp : isAdded ? before : `${before}, ${sourceIp}`;
  return [
    ["X-Amzn-Trace-Id", traceId],
    ["X-Forwarded-For", forwardedFor],
    ["X-Forwarded-Port", /:(\d+)$/.exec(host)?.[1] ?? "80"],
    ["X-Forwarded-Proto", "http"],
  ];
}

function valuesIn(raw: readonly string[], wanted: string): string[] {
  const values: string[] = [];
  for (let i = 0; i < raw.length; i += 2) if (raw[i]?.toLowerCase() === wanted) values.push(raw[i + 1] ?? "");
  return values;
}

function add(map: Map<string, string[]>, name: string, value: string): void {
  const values = map.get(name);
  if (values === undefined) map.set(name, [value]);
  else values.push(value);
}

/** X-Ray's header as it came, or begun here. */
const traceOf = (sent: string | string[] | undefined, at: number, ids: Ids): string =>
  typeof sent === "string" && sent.includes("Root=") ? sent : newTraceId(at, ids);

/** https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader */
export function newTraceId(at: number, ids: Ids): string {
  const seconds = Math.floor(at / 1000).toString(16);
  return `Root=1-${seconds.padStart(8, "0")}-${Buffer.from(ids.bytes(TRACE_BYTES)).toString("hex")}`;
}

const TRACE_BYTES = 12;

/** `DZNfKFLBjoEEK0Q=` */
export const newExtendedRequestId = (ids: Ids): string =>
  Buffer.from(ids.bytes(EXTENDED_ID_BYTES)).toString("base64url").concat("=");

/** Sixteen characters with the sign of padding. */
const EXTENDED_ID_BYTES = 11;
