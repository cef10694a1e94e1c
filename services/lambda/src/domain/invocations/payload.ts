import { isUtf8 } from "node:buffer";
import { eventTooLarge, invalidRequestContent, requestTooLarge } from "./errors.ts";
import { describeBrokenJson } from "./broken-json.ts";

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const MAX_PAYLOAD_BYTES = 6_291_456;
const MAX_EVENT_BYTES = 1_048_576;

/** What a function is invoked with where nothing was sent. */
const NOTHING = Buffer.from("{}");

/**
 * The payload of an invocation that is waited for.
 * @throws AwsError where it is too large, or no JSON.
 */
export function readPayload(sent: Uint8Array | undefined): Uint8Array {
  if (sent !== undefined && sent.length > MAX_PAYLOAD_BYTES) throw requestTooLarge(MAX_PAYLOAD_BYTES);
  return requireJson(sent);
}

/**
 * The payload of an event.
 * @throws AwsError where it is too large, or no JSON.
 */
export function readEvent(sent: Uint8Array | undefined): Uint8Array {
  if (sent !== undefined && sent.length > MAX_PAYLOAD_BYTES) throw requestTooLarge(MAX_PAYLOAD_BYTES);
  if (sent !== undefined && sent.length > MAX_EVENT_BYTES) throw eventTooLarge(sent.length, MAX_EVENT_BYTES);
  return requireJson(sent);
}

function requireJson(sent: Uint8Array | undefined): Uint8Array {
  if (sent === undefined || sent.length === 0) return NOTHING;
  const buffer = Buffer.from(sent.buffer, sent.byteOffset, sent.byteLength);
  if (!isUtf8(buffer)) throw notJson(buffer);
  try {
    JSON.parse(buffer.toString());
  } catch {
    throw notJson(buffer);
  }
  return sent;
}

const notJson = (payload: Buffer): Error =>
  invalidRequestContent(
    `Could not parse request body into json: Could not parse payload into json: ${describeBrokenJson(payload)}`,
  );
