import { Readable } from "node:stream";
import { encodeEventStream, EVENT_STREAM_CONTENT_TYPE } from "../event-stream/index.ts";
import { asBytes, asEntries, asEvents, isAbsent } from "../handler-values.ts";
import type { OperationModel, ServiceModel } from "../model.ts";
import type { AnswerContext, Body, Values, WireResponse } from "../wire.ts";
import { type Bindings, type Payload, responseBindings } from "./bindings.ts";
import type { RestDialect } from "./dialect.ts";
import { headerWriter, mailSafe } from "./http-values.ts";

/** An operation's output to its answer. */
export type EncodeResponse = (output: Values, context: AnswerContext) => WireResponse;

/** Compiles the writing of one operation's answers. */
export function responseEncoder(model: ServiceModel, operation: OperationModel, dialect: RestDialect): EncodeResponse {
  const bindings = responseBindings(model, operation.output);
  const modelled = operation.http?.status ?? OK;
  const addHeaders = headersWriter(model, bindings);
  const write = contentWriter(model, operation, dialect);
  return (output, context) => {
    const chosen = bindings.statusCode && output[bindings.statusCode.name];
    const status = typeof chosen === "number" ? chosen : modelled;
    const content = write(output);
    const headers: WireResponse["headers"] = dialect.idHeaders(context);
    if (content.type) headers["content-type"] = content.type;
    addHeaders(output, headers);
    return { status, headers, body: content.body };
  };
}

const OK = 200;

/** Adds the members that are bound to headers, names in lower case. */
export function headersWriter(
  model: ServiceModel,
  { headers: bound, prefixHeaders }: Pick<Bindings, "headers" | "prefixHeaders">,
): (values: Values, headers: WireResponse["headers"]) => void {
  const writers = new Map(
    bound.map(({ name, wireName, member }) => [name, { wireName, write: headerWriter(model, member) }]),
  );
  return (values, headers) => {
    // Of the forty headers that an object may have it has a few.
    for (const name of Object.keys(values)) {
      const writer = isAbsent(values[name]) ? undefined : writers.get(name);
      if (writer !== undefined) headers[writer.wireName] = writer.write(values[name]);
    }
    if (!prefixHeaders || isAbsent(values[prefixHeaders.name])) return;
    for (const [key, value] of asEntries(values[prefixHeaders.name])) {
      headers[prefixHeaders.wireName + key.toLowerCase()] = mailSafe(String(value));
    }
  };
}

/** What the body carries, and its type where there is something. */
type Content = { readonly body: Body; readonly type?: string };
type WriteContent = (output: Values) => Content;

const NOTHING: Content = { body: Buffer.alloc(0) };

function contentWriter(model: ServiceModel, operation: OperationModel, dialect: RestDialect): WriteContent {
  const { payload, body } = responseBindings(model, operation.output);
  if (payload) {
    const write = payloadWriter(payload, dialect);
    return (output) => (isAbsent(output[payload.name]) ? NOTHING : write(output[payload.name]));
  }
  if (body.length === 0) return () => NOTHING;
  const write = dialect.documents.writeMembers(operation.output, body);
  return (output) => ({ body: Buffer.from(write(output)), type: dialect.contentType });
}

function payloadWriter(payload: Payload, dialect: RestDialect): (value: unknown) => Content {
  switch (payload.kind) {
    case "events": {
      const encode = encodeEventStream(dialect.events, payload.member.shape);
      return (value) => ({ body: encode(asEvents(value)), type: EVENT_STREAM_CONTENT_TYPE });
    }
    case "document": {
      const write = dialect.documents.writePayload(payload.member);
      return (value) => ({ body: Buffer.from(write(value)), type: dialect.contentType });
    }
    case "text":
      return (value) => ({ body: Buffer.from(String(value)), type: "text/plain" });
    default:
      return (value) => ({
        body: value instanceof Readable ? value : asBytes(value),
        type: "application/octet-stream",
      });
  }
}
