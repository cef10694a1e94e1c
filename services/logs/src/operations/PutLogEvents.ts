import type { PutLogEventsResponse } from "@aws-sdk/client-cloudwatch-logs";
import { changeStream } from "../change-stream.ts";
import { acceptBatch, type Accepted } from "../domain/events/accept-batch.ts";
import { sequenceTokenOf } from "../domain/groups/described-stream.ts";
import type { LogGroup } from "../domain/groups/group.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
export const PutLogEvents: Operation<"PutLogEvents"> = async (input, call, store): Promise<PutLogEventsResponse> => {
  const { logEvents, logGroupName: name, logStreamName: stream } = input;
  const now = call.clock.now();
  let rejected: Accepted["rejected"];
  const { appended = [], group } = await changeStream(
    store,
    { place: call.place, name },
    ({ row: { retentionInDays } }: LogGroup) => {
      const accepted = acceptBatch(logEvents, { now, retentionInDays });
      ({ rejected } = accepted);
      return { kind: "append", stream, at: now, events: accepted.events };
    },
  );
  // Before the answer: what was acknowledged is delivered.
  await store.deliveries.send(group, stream, appended);
  return {
    nextSequenceToken: sequenceTokenOf(now),
    ...(rejected !== undefined && { rejectedLogEventsInfo: rejected }),
  };
};
