import type { Job } from "@skylab/service";
import { afterEach, describe, expect, it } from "vitest";
import type { MoveTask } from "../domain/move-task.ts";
import type { StoredQueue } from "../store/stored-queue.ts";
import { PLACE } from "../testing/place.ts";
import { type TestStore, useStore } from "../testing/store.ts";
import { collectGarbage } from "./collect-garbage.ts";
import { expireMessages } from "./expire-messages.ts";
import { moveMessages } from "./move-messages.ts";

const store = useStore();
const { signal } = new AbortController();

let made = 0;
const newName = (): string => `queue-${(made += 1)}`;

const run = (job: (of: TestStore) => Job): Promise<void> => job(store()).run(store().clock, signal);

describe("the job that expires messages", () => {
  it("frees the space of what nobody can receive any more", async () => {
    const queue = await store().createQueue(newName(), { MessageRetentionPeriod: "60" });
    await store().send(queue, "message");
    store().clock.advance(61_000);
    await run(expireMessages);
    expect(await store().messages.counts(queue)).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  });
});

describe("the job that collects garbage", () => {
  it("drops what was sent to a queue that was deleted at that moment", async () => {
    const { clock, directory, messages, createQueue, send } = store();
    const queue = await createQueue(newName());
    await directory.remove(queue, clock.now());
    await messages.drop(queue.record.id);
    await send(queue, "too late");
    await run(collectGarbage);
    expect((await messages.counts(queue)).visible).toBe(1);
    clock.advance(61_000);
    await run(collectGarbage);
    expect((await messages.counts(queue)).visible).toBe(0);
    expect(await store().garbage.deletedBefore(PLACE, clock.now())).toEqual([]);
  });
});

describe("the job that moves messages", () => {
  let dead: StoredQueue;
  let task: MoveTask;

  /** A dead-letter queue of its own for each test, with messages that died in `source`. */
  const begin = async (bodies: readonly string[], more: Partial<MoveTask> = {}): Promise<StoredQueue> => {
    const { clock, createQueue, send, moveTasks } = store();
    dead = await createQueue(newName());
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 1 });
    const source = await createQueue(newName(), { RedrivePolicy });
    for (const body of bodies) await send(source, body);
    for (let received = bodies.length > 0; received;) received = (await store().bodies(source)).length > 0;
    await arrived(bodies.length);
    const now = clock.now();
    task = {
      id: "task",
      sourceArn: dead.arn,
      startedAt: now,
      status: "RUNNING",
      moved: 0,
      toMove: bodies.length,
      ...more,
    };
    expect(await moveTasks.start(dead, task)).toBe(true);
    return source;
  };
  /** Dead messages are moved behind the answer to the receive that found them dead. */
  const arrived = async (messages: number): Promise<void> => {
    const how = { max: 10, waitMs: 20_000, visibilityMs: 0 };
    for (let received = 0; received < messages;) received = (await store().messages.receive(dead, how)).length;
  };
  const state = (): Promise<MoveTask | undefined> => store().moveTasks.find(dead, "task");

  afterEach(async () => {
    const { moveTasks } = store();
    await moveTasks.change(task, (current) => ({ ...current, status: "CANCELLED" }));
  });

  it("brings messages back, also to a queue that has another dead-letter queue by now", async () => {
    const source = await begin(["a", "b"]);
    await store().directory.change(source, ({ record }) => ({ ...record, attributes: {} }));
    await run(moveMessages);
    expect(await state()).toMatchObject({ status: "COMPLETED", moved: 2 });
    expect(await store().bodies(source)).toEqual(["a", "b"]);
  });

  it("moves no more than the rate allows, in however many processes it runs", async () => {
    const { clock } = store();
    clock.set(clock.now());
    const source = await begin(["a", "b", "c", "d", "e"], { maxMessagesPerSecond: 2 });
    await Promise.all([run(moveMessages), run(moveMessages), run(moveMessages)]);
    expect(await state()).toMatchObject({ status: "RUNNING", moved: 2 });
    clock.advance(1000);
    await Promise.all([run(moveMessages), run(moveMessages)]);
    expect(await state()).toMatchObject({ status: "RUNNING", moved: 4 });
    clock.advance(1000);
    await run(moveMessages);
    expect(await state()).toMatchObject({ status: "COMPLETED", moved: 5 });
    expect((await store().messages.counts(source)).visible).toBe(5);
    clock.release();
  });

  it("moves no more at once after an hour in which no process ran", async () => {
    const { clock } = store();
    clock.set(clock.now());
    await begin(["a", "b", "c", "d", "e"], { maxMessagesPerSecond: 2 });
    clock.advance(3_600_000);
    await run(moveMessages);
    expect(await state()).toMatchObject({ status: "RUNNING", moved: 2 });
    clock.release();
  });

  it("stops where it is cancelled", async () => {
    await begin(["a"]);
    await store().moveTasks.change(task, (current) => ({ ...current, status: "CANCELLING" }));
    await run(moveMessages);
    expect(await state()).toMatchObject({ status: "CANCELLED", moved: 0 });
    expect((await store().messages.counts(dead)).visible).toBe(1);
  });

  it("fails where the destination is gone", async () => {
    await begin(["a"], { destinationArn: "arn:aws:sqs:us-east-1:000000000000:gone" });
    await run(moveMessages);
    expect(await state()).toMatchObject({
      status: "FAILED",
      failureReason: "AWS.SimpleQueueService.NonExistentQueue",
    });
  });

  it("fails where a message's own queue is gone, and keeps the message", async () => {
    const source = await begin(["a"]);
    await store().directory.remove(source, store().clock.now());
    await run(moveMessages);
    expect(await state()).toMatchObject({
      status: "FAILED",
      failureReason: "CouldNotDetermineMessageSource",
      moved: 0,
    });
    store().clock.advance(31_000);
    expect(await store().bodies(dead)).toEqual(["a"]);
  });

  it("makes room for the next task, and remembers the last ten", async () => {
    await begin([]);
    await run(moveMessages);
    for (let index = 0; index < 12; index += 1) {
      const next = { ...task, id: `task-${index}`, startedAt: task.startedAt + index };
      expect(await store().moveTasks.start(dead, next)).toBe(true);
      expect(await store().moveTasks.start(dead, next)).toBe(false);
      await run(moveMessages);
    }
    const listed = await store().moveTasks.list(dead, 100);
    expect(listed.map(({ id }) => id)).toEqual(Array.from({ length: 10 }, (_, index) => `task-${11 - index}`));
  });
});
