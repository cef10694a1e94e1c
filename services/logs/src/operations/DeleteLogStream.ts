import { changeStream } from "../change-stream.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogStream.html */
export const DeleteLogStream: Operation<"DeleteLogStream"> = async (input, { place }, store): Promise<object> => {
  const { logGroupName: name, logStreamName: stream } = input;
  await changeStream(store, { place, name }, () => ({ kind: "delete", stream }));
  return {};
};
