import type { GetLogRecordResponse } from "@aws-sdk/client-cloudwatch-logs";
import { invalidRecordPointer, recordNotFound } from "../domain/errors.ts";
import { readPointer } from "../domain/insights/records/pointer.ts";
import { recordOf } from "../domain/insights/records/record.ts";
import { findGroup } from "../find-group.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogRecord.html */
export const GetLogRecord: Operation<"GetLogRecord"> = async (
  { logRecordPointer },
  call,
  store,
): Promise<GetLogRecordResponse> => {
  const pointer = readPointer(logRecordPointer);
  if (pointer === undefined) throw invalidRecordPointer();
  const { arrival, timestamp } = pointer;
  const group = await findGroup({ logGroupName: pointer.group }, call, store);
  const range = { from: timestamp, to: timestamp + 1 };
  const after = { timestamp, arrival: arrival - 1 };
  for await (const [event] of store.events.read({ groups: [{ group }], range, now: call.clock.now(), after })) {
    if (event === undefined || event.arrival !== arrival) break;
    return { logRecord: recordOf(Object.assign(event, { account: call.place.account })) };
  }
  throw recordNotFound();
};
