import { streamExists } from "../domain/errors.ts";
import { changeStream } from "../change-stream.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogStream.html */
export const CreateLogStream: Operation<"CreateLogStream"> = async (input, call, store): Promise<object> => {
  const { logGroupName: name, logStreamName: stream } = input;
  const at = call.clock.now();
  const { outcome } = await changeStream(store, { place: call.place, name }, () => ({ kind: "create", stream, at }));
  if (outcome === "stream exists") throw streamExists();
  return {};
};
