import { readStreamArn, type StreamAddress } from "../domain/stream/stream-address.ts";
import { streamNotFound } from "../domain/stream/stream-errors.ts";
import type { Stream } from "../domain/stream/stream.ts";
import type { DynamoStore } from "./store.ts";

/**
 * The stream of an ARN as it is now.
 * @throws AwsError `ValidationException` or `ResourceNotFoundException`
 */
export async function findStream(
  { streams }: DynamoStore,
  arn: string,
): Promise<{ readonly address: StreamAddress; readonly stream: Stream }> {
  const address = readStreamArn(arn);
  const stream = await streams.find(address);
  if (stream === undefined) throw streamNotFound(arn);
  return { address, stream };
}
