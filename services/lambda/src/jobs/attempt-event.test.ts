import type { Place } from "@skylab/aws";
import { uniqueAccount } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { keepFunction } from "../testing/keep-function.ts";
import { noOthers } from "../testing/no-others.ts";
import { useLambda } from "../testing/use-lambda.ts";
import { attemptEvent } from "./attempt-event.ts";

const test = useLambda();
const HOUR_MS = 3_600_000;

it("an event that came twice is over where one of the two has ended, though the other one fails behind it", async () => {
  const { answers, clock, runs, store } = test();
  answers(noOthers);
  const place: Place = { account: uniqueAccount(), region: "eu-west-1" };
  await keepFunction(store, { place, name: "work", configuration: {} });
  const requestId = store.ids.uuid();
  const traceId = "Root=1-67891233-abcdef012345678912345678";
  await store.events.send({ requestId, place, functionName: "work", payload: "{}", traceId, acceptedAt: clock.now() });
  const [leased] = await store.events.lanes.new.receive("first", { max: 1, signal: new AbortController().signal });
  if (leased?.item.requestId !== requestId) throw new Error("It has not come.");
  runs({
    invoke: async () => {
      await store.events.finish(leased.item, clock.now());
      const end = { logTail: "", durationMs: 1, billedMs: 1, functionError: "Unhandled" as const };
      return { kind: "buffered", payload: Buffer.from("{}"), end };
    },
  });
  expect(await attemptEvent({ store, leased, progress: undefined })).toBeUndefined();
  expect(await store.events.stateOf(leased.item)).toEqual({ kind: "finished" });
  clock.advance(HOUR_MS);
  const how = { max: 1, signal: AbortSignal.abort() };
  expect(await store.events.lanes.new.receive("first", how)).toEqual([]);
  expect(await store.events.lanes.new.receive("again", how)).toEqual([]);
});
