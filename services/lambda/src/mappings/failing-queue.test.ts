import type { Values } from "@skylab/protocol";
import { expect, it } from "vitest";
import { CreateEventSourceMapping } from "../operations/CreateEventSourceMapping.ts";
import { until, useSources } from "../testing/use-sources.ts";
import { pollQueue } from "./poll-queue.ts";

const sources = useSources({ runs: false });

const account = "410000000000";
const place = { account, region: "us-east-1" };

it("what came within a batching window is handed over when its queue can be read no more, which is told", async () => {
  const { ask, call, makeFunction, store } = sources();
  const events: Values[] = [];
  const told: string[] = [];
  let receives = 0;
  const failing: typeof store = {
    ...store,
    call: (asked) => {
      if (asked.operation === "ReceiveMessage") receives += 1;
      return receives > 1 && asked.operation === "ReceiveMessage"
        ? Promise.reject(new Error("connect ECONNREFUSED"))
        : store.call(asked);
    },
    log: { ...store.log, warn: (...said: readonly unknown[]) => void told.push(String(said[1])) },
  };
  await makeFunction(account, "work", (event) => void events.push(event));
  await ask(account, "CreateQueue", { QueueName: "jobs" });
  await ask(account, "SendMessage", { QueueUrl: `http://localhost/${account}/jobs`, MessageBody: "one" });
  const { UUID = "" } = await call(
    CreateEventSourceMapping,
    {
      FunctionName: "work",
      EventSourceArn: `arn:aws:sqs:us-east-1:${account}:jobs`,
      MaximumBatchingWindowInSeconds: 300,
    },
    { account },
  );
  const mapping = await store.mappings.find({ place, uuid: UUID });
  if (mapping === undefined) throw new Error("There is no mapping.");
  const ending = new AbortController();
  receives = 0;
  const { ended } = pollQueue({ mapping, store: failing, signal: ending.signal });
  await until(() => events.length > 0);
  ending.abort();
  await ended;
  expect(events).toMatchObject([{ Records: [{ body: "one" }] }]);
  expect(told[0]).toBe("an event source mapping cannot read its queue");
});
