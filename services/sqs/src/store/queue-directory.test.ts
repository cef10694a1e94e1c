import { expect, it } from "vitest";
import { PLACE } from "../testing/place.ts";
import { useStore } from "../testing/store.ts";

const store = useStore();
const FIRST = { after: undefined, limit: 1000 };

it("a queue is found as it was created, and as it is after a change", async () => {
  const { directory, createQueue } = store();
  const created = await createQueue("changing");
  expect(created.settings.visibilityTimeoutSeconds).toBe(30);
  const attributes = { VisibilityTimeout: "7" };
  await directory.change(created, ({ record }) => ({ ...record, attributes }));
  expect((await directory.find(PLACE, "changing"))?.settings.visibilityTimeoutSeconds).toBe(7);
});

it("one of two who create a queue at the same time finds that it exists", async () => {
  const { directory } = store();
  const create = (id: string): Promise<string> =>
    directory.create({ place: PLACE, name: "raced" }, { id, createdAt: 0, modifiedAt: 0, attributes: {}, tags: {} });
  expect((await Promise.all([create("a"), create("b")])).toSorted()).toEqual(["created", "exists"]);
});

it("changes at the same time are all kept", async () => {
  const { directory, createQueue } = store();
  const queue = await createQueue("tagged");
  await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      directory.change(queue, ({ record }) => ({ ...record, tags: { ...record.tags, [`k${index}`]: "v" } })),
    ),
  );
  expect(Object.keys((await directory.find(PLACE, "tagged"))?.record.tags ?? {})).toHaveLength(10);
});

it("a deleted queue is gone at once, and its name free after a minute", async () => {
  const { clock, directory, createQueue } = store();
  const queue = await createQueue("deleted");
  await directory.remove(queue, clock.now());
  expect(await directory.find(PLACE, "deleted")).toBeUndefined();
  expect(await directory.create(queue, queue.record)).toBe("deletedRecently");
  clock.advance(61_000);
  expect(await directory.create(queue, queue.record)).toBe("created");
});

it("who deletes a queue that was made anew meanwhile deletes nothing", async () => {
  const { clock, directory, createQueue } = store();
  const old = await createQueue("anew");
  await directory.remove(old, clock.now());
  clock.advance(61_000);
  await createQueue("anew");
  await directory.remove(old, clock.now());
  expect(await directory.find(PLACE, "anew")).toBeDefined();
});

it("the index of dead-letter queues follows the redrive policies", async () => {
  const { clock, directory, createQueue } = store();
  const dead = await createQueue("dead");
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 1 });
  const source = await createQueue("source", { RedrivePolicy });
  await createQueue("source-too", { RedrivePolicy });
  expect(source.engine.deadLetter?.queue.id).toBe(dead.record.id);
  expect(await directory.sourcesOf(dead, FIRST)).toEqual(["source", "source-too"]);
  await directory.change(source, ({ record }) => ({ ...record, attributes: {} }));
  expect(await directory.sourcesOf(dead, FIRST)).toEqual(["source-too"]);
  await directory.remove(dead, clock.now());
  expect((await directory.find(PLACE, "source-too"))?.engine.deadLetter).toBeUndefined();
});

it("queues are listed in the order of their names, a page at a time", async () => {
  const { directory, createQueue } = store();
  for (const name of ["page-c", "page-a", "page-b", "other"]) await createQueue(name);
  const page = { prefix: "page-", after: undefined, limit: 2 };
  expect(await directory.list(PLACE, page)).toEqual(["page-a", "page-b"]);
  expect(await directory.list(PLACE, { ...page, after: "page-b" })).toEqual(["page-c"]);
  // Who brings a page of another list sees no more than that of this one.
  expect(await directory.list(PLACE, { ...page, after: "a" })).toEqual(["page-a", "page-b"]);
  expect(await directory.list({ ...PLACE, region: "eu-central-1" }, page)).toEqual([]);
});

it("all queues of a place are read, however many there are", async () => {
  const { directory } = store();
  const place = { ...PLACE, account: "111122223333" };
  const names = Array.from({ length: 1001 }, (_, index) => `q${index}`);
  await Promise.all(
    names.map((name) =>
      directory.create({ place, name }, { id: name, createdAt: 0, modifiedAt: 0, attributes: {}, tags: {} }),
    ),
  );
  const read: string[] = [];
  for await (const { name } of directory.all(place)) read.push(name);
  expect(read).toEqual(names.toSorted());
  expect(await directory.places()).toContainEqual(place);
});

it("what can be no queue is not found", async () => {
  const { directory, createQueue } = store();
  await createQueue("found");
  for (const name of ["", "a b", "x".repeat(100_000)]) {
    expect(await directory.find(PLACE, name)).toBeUndefined();
    expect(await directory.find({ account: name, region: name }, "found")).toBeUndefined();
  }
  expect(await directory.list(PLACE, { ...FIRST, prefix: "x".repeat(100_000) })).toEqual([]);
});
