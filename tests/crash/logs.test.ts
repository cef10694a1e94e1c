import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  paginateFilterLogEvents,
  PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { expect, it } from "vitest";
import { createGroup } from "../logs/logs.ts";
import { useMortalSkylab } from "../use-skylab.ts";

const mortal = useMortalSkylab();

const KILLS = 5;
const CLIENTS = 8;
/** A process is killed after so many answers. */
const ANSWERS = 60;

const client = (): CloudWatchLogsClient => mortal.skylab().client(CloudWatchLogsClient);

/** The texts of a stream. */
async function textsOf(logGroupName: string, stream: string): Promise<readonly string[]> {
  const texts: string[] = [];
  const input = { logGroupName, logStreamNames: [stream] };
  for await (const { events = [] } of paginateFilterLogEvents({ client: client() }, input))
    texts.push(...events.map(({ message = "" }) => message));
  return texts;
}

it("events that were acknowledged outlive kills of the process, each once and in their order", async () => {
  const streams = Array.from({ length: CLIENTS }, (_, index) => `s${index}`);
  const { name: logGroupName } = await createGroup(client(), streams, () => Promise.resolve(Date.now()));
  const sent = new Set<string>();
  const acknowledged: string[][] = streams.map(() => []);
  let bytes = 0;
  for (let round = 0; round < KILLS; round += 1) {
    let answers = 0;
    const down = new AbortController();
    const putSome = async (logStreamName: string, index: number): Promise<void> => {
      for (let count = 0; !down.signal.aborted; count += 1) {
        const texts = [`${round}/${index}/${count}/a`, `${round}/${index}/${count}/b`];
        for (const text of texts) sent.add(text);
        const timestamp = Date.now();
        const logEvents = texts.map((message) => ({ timestamp, message }));
        await client().send(new PutLogEventsCommand({ logGroupName, logStreamName, logEvents }));
        acknowledged[index]?.push(...texts);
        answers += 1;
      }
    };
    // What is not answered may have been kept, and is not counted on.
    const putting = streams.map((name, index) => putSome(name, index).catch(() => undefined));
    await expect.poll(() => answers).toBeGreaterThan(ANSWERS);
    down.abort();
    await mortal.killAndRestart();
    await Promise.all(putting);
  }
  for (const [index, logStreamName] of streams.entries()) {
    const texts = await textsOf(logGroupName, logStreamName);
    const there = new Set(texts);
    expect(there.size).toBe(texts.length);
    expect(texts.filter((text) => !sent.has(text))).toEqual([]);
    expect(texts.filter((text) => acknowledged[index]?.includes(text))).toEqual(acknowledged[index]);
    bytes += texts.reduce((sum, text) => sum + text.length + 26, 0);
  }
  const { logGroups } = await client().send(new DescribeLogGroupsCommand({ logGroupNamePrefix: logGroupName }));
  expect(logGroups).toEqual([expect.objectContaining({ storedBytes: bytes })]);
});
