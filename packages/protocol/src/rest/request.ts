import { Readable } from "node:stream";
import type { OperationModel, ServiceModel } from "../model.ts";
import { emptyMap } from "../reader.ts";
import type { Body, RequestHead, Route, Values } from "../wire.ts";
import { type Bound, type Payload, requestBindings } from "./bindings.ts";
import type { RestDialect } from "./dialect.ts";
import { type ReadText, splitHeader, textMember, textReader } from "./http-values.ts";
import { uriTemplate } from "./uri-template.ts";
import { parseQuery, type Query } from "./uri.ts";

/** A request to the input of its operation. */
export type DecodeRequest = (route: Route, head: RequestHead, body: Body) => Values;

/** Compiles the reading of one operation's requests. */
export function requestDecoder(model: ServiceModel, operation: OperationModel, dialect: RestDialect): DecodeRequest {
  const { labels, query, queryParams, headers, prefixHeaders, payload, body } = requestBindings(model, operation.input);
  const parts: ReadPart[] = [
    ...labels.map((bound) => labelReader(model, bound, dialect)),
    ...query.map((bound) => queryReader(model, bound, dialect)),
  ];
  if (headers.length > 0) parts.push(headersReader(model, headers, dialect));
  if (queryParams) parts.push(queryParamsReader(operation, queryParams, query));
  if (prefixHeaders) parts.push(prefixReader(prefixHeaders));
  if (payload) parts.push(payloadReader(payload, dialect));
  const needsQuery = query.length > 0 || queryParams !== undefined;
  const readMembers = body.length > 0 ? dialect.documents.readMembers(operation.input, body) : undefined;
  return (route, head, content) => {
    const parameters = needsQuery ? parseQuery(head.query) : NO_PARAMETERS;
    if (!parameters) throw dialect.refusals.malformedUri();
    const values: Values = readMembers ? readMembers(wholeBody(content)) : {};
    for (const part of parts) part({ route, head, parameters, content }, values);
    return values;
  };
}

type Request = {
  readonly route: Route;
  readonly head: RequestHead;
  readonly parameters: Query;
  readonly content: Body;
};
/** Adds what one binding finds in a request to the input. */
type ReadPart = (request: Request, values: Values) => void;

const NO_PARAMETERS: Query = new Map();

function labelReader(model: ServiceModel, bound: Bound, dialect: RestDialect): ReadPart {
  const { read } = valueReader(model, bound, dialect);
  return ({ route }, values) => {
    const text = route.labels?.[bound.wireName];
    if (text !== undefined) values[bound.name] = read(text);
  };
}

function queryReader(model: ServiceModel, bound: Bound, dialect: RestDialect): ReadPart {
  const { read, list } = valueReader(model, bound, dialect);
  return ({ parameters }, values) => {
    const texts = parameters.get(bound.wireName);
    if (texts?.[0] !== undefined) values[bound.name] = list ? texts.map(read) : read(texts[0]);
  };
}

/** A request has few of the many headers that members are bound to. */
function headersReader(model: ServiceModel, headers: readonly Bound[], dialect: RestDialect): ReadPart {
  const readers = new Map(headers.map((bound) => [bound.wireName, { bound, ...valueReader(model, bound, dialect) }]));
  return ({ head }, values) => {
    for (const name of Object.keys(head.headers)) {
      const reader = readers.get(name);
      const text = headerText(head, name);
      if (reader === undefined || text === undefined) continue;
      const { bound, list, read } = reader;
      values[bound.name] = list ? splitHeader(text).map(read) : read(text);
    }
  };
}

type ValueReader = { readonly read: ReadText; readonly list: boolean };

function valueReader(model: ServiceModel, { wireName, member }: Bound, { refusals }: RestDialect): ValueReader {
  const { shape, list } = textMember(model, member);
  const parse = textReader(shape);
  const read: ReadText = (text) => {
    const value = parse(text);
    const refusal = value === undefined ? refusals.malformedValue({ wireName, text, type: shape.type }) : undefined;
    if (refusal) throw refusal;
    return value;
  };
  return { read, list };
}

/** Everything in the query but what the operation's template or another member names. */
function queryParamsReader(operation: OperationModel, { name }: Bound, bound: readonly Bound[]): ReadPart {
  const own = new Set(bound.map(({ wireName }) => wireName));
  for (const literal of uriTemplate(operation).query) own.add(literal.name);
  return ({ parameters }, values) => {
    const rest = emptyMap();
    for (const [parameter, [text]] of parameters) if (!own.has(parameter)) rest[parameter] = text;
    if (Object.keys(rest).length > 0) values[name] = rest;
  };
}

function prefixReader({ name, wireName }: Bound): ReadPart {
  return ({ head }, values) => {
    const found = emptyMap();
    for (const header of Object.keys(head.headers)) {
      if (header.startsWith(wireName)) found[header.slice(wireName.length)] = headerText(head, header);
    }
    if (Object.keys(found).length > 0) values[name] = found;
  };
}

function headerText({ headers }: RequestHead, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(",") : value;
}

function payloadReader(payload: Payload, { documents }: RestDialect): ReadPart {
  const { name, kind, member } = payload;
  if (kind === "stream") {
    return ({ content }, values) => {
      values[name] = Buffer.isBuffer(content) ? Readable.from([content], { objectMode: false }) : content;
    };
  }
  const read = kind === "document" ? documents.readPayload(member) : bytesReader(kind);
  return ({ content }, values) => {
    const body = wholeBody(content);
    if (body.length > 0) values[name] = read(body);
  };
}

const bytesReader =
  (kind: Payload["kind"]) =>
  (body: Buffer): unknown =>
    kind === "text" ? body.toString("utf8") : body;

function wholeBody(body: Body): Buffer {
  if (Buffer.isBuffer(body)) return body;
  throw new Error("The operation takes no stream: read the body before it is decoded.");
}
