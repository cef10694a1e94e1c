export { EVENT_STREAM_CONTENT_TYPE, encodeEventStream, type EventFormat, eventStreamMember } from "./encoder.ts";
export { decodeMessage, encodeMessage, type EventMessage } from "./message.ts";
