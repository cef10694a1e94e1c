import type { GetLogGroupFieldsResponse } from "@aws-sdk/client-cloudwatch-logs";
import { Row } from "../domain/insights/records/row.ts";
import { timeOf } from "../domain/queries/query-row.ts";
import { findGroup } from "../find-group.ts";
import type { Operation } from "../operation.ts";

const MINUTE_MS = 60_000;

/** "the 8 minutes before and 8 minutes after this time", and else "the most recent 15 minutes": https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogGroupFields.html */
const AROUND_MS = 8 * MINUTE_MS;
const LATEST_MS = 15 * MINUTE_MS;

/** No more events are looked at, the newest first. */
const MOST_EVENTS = 10_000;

const PERCENT = 100;

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogGroupFields.html */
export const GetLogGroupFields: Operation<"GetLogGroupFields"> = async (
  input,
  call,
  store,
): Promise<GetLogGroupFieldsResponse> => {
  const group = await findGroup(input, call, store);
  const now = call.clock.now();
  const around = input.time === undefined ? undefined : timeOf(input.time);
  const range =
    around === undefined
      ? { from: now - LATEST_MS, to: now + 1 }
      : { from: around - AROUND_MS, to: around + AROUND_MS + 1 };
  const counts = new Map<string, number>();
  let events = 0;
  for await (const piece of store.events.read({ groups: [{ group }], range, now, reverse: true })) {
    for (const event of piece) {
      const row = new Row(Object.assign(event, { account: call.place.account }));
      for (const [name] of row.fields()) counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    events += piece.length;
    if (events >= MOST_EVENTS) break;
  }
  return {
    logGroupFields: Array.from(counts, ([name, count]) => ({ name, percent: Math.round((PERCENT * count) / events) }))
      .filter(({ name }) => name !== "@ptr")
      .toSorted((a, b) => b.percent - a.percent),
  };
};
