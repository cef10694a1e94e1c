import { CloudWatchLogsClient, GetQueryResultsCommand, StartQueryCommand } from "@aws-sdk/client-cloudwatch-logs";
import { connectSkylab } from "@skylab/testkit";
import { expect, it } from "vitest";
import { createGroup } from "../logs/logs.ts";
import { useMortalSkylab } from "../use-skylab.ts";

const { killAndRestart, skylab } = useMortalSkylab();

/** More than run at a time. */
const QUERIES = 8;
const MINUTES_MS = 600_000;
/** So many that a query is long at it. */
const EVENTS = 10_000;
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

it(
  "queries that ran when Skylab was killed are begun anew, and run to their end",
  { timeout: MINUTES_MS },
  async () => {
    const client = skylab().client(CloudWatchLogsClient);
    const { name: logGroupName, put } = await createGroup(client, ["s"], () => Promise.resolve(Date.now()));
    await put("s", ...Array.from({ length: EVENTS }, (_, index) => `${index} ${"x".repeat(50)}`));
    const query = {
      logGroupName,
      startTime: 0,
      endTime: Math.ceil(Date.now() / 1_000) + 1,
      queryString: 'parse @message "* *" as number, rest | stats count(*) as n by @logStream',
    };
    const begin = async (): Promise<string> => (await client.send(new StartQueryCommand(query))).queryId ?? "";
    const statusOf = async (queryId: string): Promise<string | undefined> =>
      (await client.send(new GetQueryResultsCommand({ queryId }))).status;
    let begun: readonly string[] = [];
    for (let statuses: (string | undefined)[] = []; !statuses.includes("Running");) {
      // Where all of them are through, others.
      if (statuses.every((status) => status === "Complete"))
        begun = await Promise.all(Array.from({ length: QUERIES }, begin));
      statuses = await Promise.all(begun.map(statusOf));
    }
    await killAndRestart();

    await connectSkylab(skylab().url).clock.advance(TAKEN_OVER_MS);
    const again = skylab().client(CloudWatchLogsClient);
    for (const queryId of begun) {
      const ask = () => again.send(new GetQueryResultsCommand({ queryId }));
      await expect.poll(async () => (await ask()).status, { timeout: TAKEN_OVER_MS }).toBe("Complete");
      expect((await ask()).results?.flat()).toContainEqual({ field: "n", value: `${EVENTS}` });
    }
  },
);
