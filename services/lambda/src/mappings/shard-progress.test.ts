import { expect, it } from "vitest";
import { streamRecord } from "../domain/mappings/stream-record.ts";
import type { Checkpoints, KeptCheckpoint } from "../store/checkpoints.ts";
import { useLambda } from "../testing/use-lambda.ts";
import { openShardProgress, type ShardItem, ShardLost } from "./shard-progress.ts";

const lambda = useLambda();

const source = {
  kind: "dynamodb",
  arn: "arn:stream",
  place: { account: "1", region: "us-east-1" },
  name: "t",
  fifo: false,
} as const;

const item = (sequenceNumber: string): ShardItem => ({
  record: streamRecord({ dynamodb: { SequenceNumber: sequenceNumber } }, source),
  sequenceNumber,
  createdAt: 0,
  bytes: 1,
});

const checkpoints = (): Checkpoints => lambda().store.mappings.checkpoints;

/** Begins a mapping, and tells what is kept of a shard of it. */
async function begin(uuid: string): Promise<() => Promise<KeptCheckpoint | undefined>> {
  await checkpoints().begin(uuid, new Map());
  return async () => (await checkpoints().read(uuid))?.get("shard");
}

it("a shard is done up to the first record that is not, whatever is done behind it", async () => {
  const kept = await begin("a");
  const progress = openShardProgress({ uuid: "a", shardId: "shard", checkpoints: checkpoints() }, undefined);
  const [one, two, three] = [item("1"), item("2"), item("3")] as const;
  for (const each of [one, two, three]) progress.add(each);
  progress.done([two]);
  await progress.save();
  expect(await kept()).toBeUndefined();
  progress.done([one]);
  await progress.save();
  expect(await kept()).toMatchObject({ after: "2" });
  progress.done([three]);
  await progress.finish();
  expect(await kept()).toMatchObject({ after: "3", isRead: true });
});

it("a process that goes on where another has written is told so, and writes nothing", async () => {
  const kept = await begin("b");
  const of = { uuid: "b", shardId: "shard", checkpoints: checkpoints() };
  const [past, present] = [openShardProgress(of, await kept()), openShardProgress(of, await kept())] as const;
  const [one, two] = [item("1"), item("2")] as const;
  for (const each of [one, two]) present.add(each);
  present.done([one, two]);
  await present.save();
  past.add(one);
  past.done([one]);
  await expect(past.save()).rejects.toThrow(ShardLost);
  expect(await kept()).toMatchObject({ after: "2" });
});

it("what is noted while a write is under way is written behind it", async () => {
  const kept = await begin("c");
  const progress = openShardProgress({ uuid: "c", shardId: "shard", checkpoints: checkpoints() }, undefined);
  const items = ["1", "2", "3"].map(item);
  for (const each of items) progress.add(each);
  const saves = items.map((each) => {
    progress.done([each]);
    return progress.save();
  });
  await Promise.all(saves);
  expect(await kept()).toMatchObject({ after: "3" });
});
