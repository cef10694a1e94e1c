import type { Call } from "@skylab/service";
import { readStreamArn, type StreamAddress } from "../domain/stream/stream-address.ts";
import { streamNotFound } from "../domain/stream/stream-errors.ts";
import type { Stream } from "../domain/stream/stream.ts";
import type { DynamoStore } from "./store.ts";

/**
 * The stream of an ARN as it is now.
 * @throws AwsError `ValidationException` or `ResourceNotFoundException`
 */
export async function findStream(
  arn: string,
  { place }: Pick<Call, "place">,
  { streams }: DynamoStore,
): Promise<{ readonly address: StreamAddress; readonly stream: Stream }> {
  const address = readStreamArn(arn, place);
  const stream = await streams.find(address);
  if (stream === undefined) throw streamNotFound(arn);
  return { address, stream };
}
