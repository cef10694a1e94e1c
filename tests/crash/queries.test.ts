import { CloudWatchLogsClient, GetQueryResultsCommand, StartQueryCommand } from "@aws-sdk/client-cloudwatch-logs";
import { expect, it } from "vitest";
import { createGroup } from "../logs/logs.ts";
import { useMortalSkylab } from "../use-skylab.ts";

const { killAndRestart, skylab } = useMortalSkylab();

/** Longer than it takes until what a dead process was at is another's. */
const TAKEN_OVER_MS = 90_000;

it("queries that were begun are run to their end, though Skylab is killed in between", async () => {
  const client = skylab().client(CloudWatchLogsClient);
  const { name: logGroupName, put } = await createGroup(client, ["s"], () => Promise.resolve(Date.now()));
  await put("s", ...Array.from({ length: 5_000 }, (_, index) => `${index} ${"x".repeat(100)}`));
  const endTime = Math.ceil(Date.now() / 1_000) + 1;
  const started = Array.from({ length: 20 }, () =>
    client.send(
      new StartQueryCommand({ logGroupName, startTime: 0, endTime, queryString: "stats count(*) as n by @logStream" }),
    ),
  );
  // The first is answered, and most of them wait or run.
  const { queryId: first } = (await Promise.race(started)) ?? {};
  const outcomes = Promise.allSettled(started);
  await killAndRestart();
  const answered = (await outcomes).flatMap((one) => (one.status === "fulfilled" ? (one.value.queryId ?? []) : []));
  expect(answered).toContain(first);
  const again = skylab().client(CloudWatchLogsClient);
  for (const queryId of answered) {
    const ask = () => again.send(new GetQueryResultsCommand({ queryId }));
    await expect.poll(async () => (await ask()).status, { timeout: TAKEN_OVER_MS }).toBe("Complete");
    const { results } = await ask();
    expect(results).toEqual([
      [
        { field: "@logStream", value: "s" },
        { field: "n", value: "5000" },
      ],
    ]);
  }
});
