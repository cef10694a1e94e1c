import { isUtf8 } from "node:buffer";
import { serializationError } from "./reader.ts";

/** A body as JSON. @throws AwsError `SerializationException`, without a message as AWS answers it. */
export function parseJson(body: Buffer): unknown {
  if (!isUtf8(body)) throw serializationError("");
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw serializationError("");
  }
}
