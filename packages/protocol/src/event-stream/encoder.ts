import { Readable } from "node:stream";
import { AwsError } from "@skylab/aws";
import { describeError } from "../error-shape.ts";
import { asBytes, asValues } from "../handler-values.ts";
import type { Member, ServiceModel, StructureShape } from "../model.ts";
import { resolveMember, structureOf } from "../shape-of.ts";
import type { Values } from "../wire.ts";
import { encodeMessage, type HeaderValue } from "./message.ts";

/** The type of a body that is an event stream. */
export const EVENT_STREAM_CONTENT_TYPE = "application/vnd.amazon.eventstream";

/** How a protocol writes the documents inside events. */
export type EventFormat = {
  readonly model: ServiceModel;
  /** `application/json`, `text/xml` … */
  readonly contentType: string;
  readonly document: (member: Member) => (value: unknown) => string;
};

/**
 * Compiles an event stream by its union. Each event is an object with one key, `{ Stats: { … } }`. An AwsError thrown by
 * the events ends the stream as a modelled exception, or else as an error; any other error destroys it.
 * `initial` is the document of the output's other members, which RPC protocols send as the first event.
 */
export function encodeEventStream(
  format: EventFormat,
  union: string,
): (events: AsyncIterable<Values>, initial?: string) => Readable {
  const { members } = structureOf(format.model, union);
  const encoders = new Map(Object.entries(members).map(([name, member]) => [name, eventEncoder(format, name, member)]));
  return (events, initial) => Readable.from(messages(events, { format, encoders, initial }), { objectMode: false });
}

/** The member of an output that is an event stream. */
export function eventStreamMember(model: ServiceModel, output: string): { name: string; union: string } | undefined {
  for (const [name, member] of Object.entries(structureOf(model, output).members)) {
    const { shape } = resolveMember(model, member);
    if (shape.type === "structure" && shape.eventStream) return { name, union: member.shape };
  }
  return undefined;
}

type EncodeEvent = (value: unknown) => Buffer;
type Stream = {
  readonly format: EventFormat;
  readonly encoders: ReadonlyMap<string, EncodeEvent>;
  readonly initial: string | undefined;
};

async function* messages(events: AsyncIterable<Values>, stream: Stream): AsyncGenerator<Buffer> {
  const { format, encoders, initial } = stream;
  if (initial !== undefined) {
    const headers = messageHeaders("event", "initial-response", format.contentType);
    yield encodeMessage({ headers, payload: Buffer.from(initial) });
  }
  try {
    for await (const event of events) yield encodeEvent(event, encoders);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    yield encodeFailure(error, stream);
  }
}

function encodeEvent(event: Values, encoders: ReadonlyMap<string, EncodeEvent>): Buffer {
  const [name = "", value] = Object.entries(event).find(([, part]) => part !== undefined) ?? [];
  const encode = encoders.get(name);
  if (!encode) throw new Error(`The event stream has no event ${name}.`);
  return encode(value);
}

function encodeFailure(error: AwsError, { format, encoders }: Stream): Buffer {
  const encode = encoders.get(error.code);
  if (encode) return encode({ ...describeError(format.model, error).message, ...error.members });
  const headers = {
    ":message-type": text("error"),
    ":error-code": text(error.code),
    ":error-message": text(error.message),
  };
  return encodeMessage({ headers, payload: Buffer.alloc(0) });
}

function eventEncoder(format: EventFormat, name: string, member: Member): EncodeEvent {
  const shape = structureOf(format.model, member.shape);
  const { contentType, payload } = payloadOf(format, shape, member);
  const headers = messageHeaders(shape.error ? "exception" : "event", name, contentType);
  return (value) => encodeMessage({ headers, payload: payload(value) });
}

type EventPayload = { readonly contentType?: string; readonly payload: (value: unknown) => Uint8Array };

/** An event's payload is one member of it, or the document of all of them; an event without members has none. */
function payloadOf(format: EventFormat, shape: StructureShape, member: Member): EventPayload {
  const bound = Object.entries(shape.members).find(([, each]) => each.traits?.["eventPayload"] !== undefined);
  if (!bound) {
    if (Object.keys(shape.members).length === 0) return { payload: () => Buffer.alloc(0) };
    const write = format.document(member);
    return { contentType: format.contentType, payload: (value) => Buffer.from(write(value)) };
  }
  const [name, payload] = bound;
  const type = resolveMember(format.model, payload).shape.type;
  if (type === "blob") {
    return {
      contentType: "application/octet-stream",
      payload: (value) => asBytes(asValues(value)[name] ?? ""),
    };
  }
  const write = format.document(payload);
  return { contentType: format.contentType, payload: (value) => Buffer.from(write(asValues(value)[name])) };
}

function messageHeaders(
  type: "event" | "exception",
  name: string,
  contentType: string | undefined,
): Record<string, HeaderValue> {
  const headers: Record<string, HeaderValue> = { [`:${type}-type`]: text(name), ":message-type": text(type) };
  if (contentType !== undefined) headers[":content-type"] = text(contentType);
  return headers;
}

const text = (value: string): HeaderValue => ({ type: "string", value });
