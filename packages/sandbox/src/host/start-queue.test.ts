import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { type Deferred, deferred } from "../deferred.ts";
import { StartQueue } from "./start-queue.ts";

/** A queue of so many places, what was started in it, and how each start ends. */
function queueOf(places: number, hasRoom = () => true) {
  const started: string[] = [];
  const ends = new Map<string, Deferred<void>>();
  const queue = new StartQueue(places, hasRoom);
  const add = (name: string): (() => boolean) =>
    queue.add(name.slice(0, 1), () => {
      started.push(name);
      const end = deferred();
      ends.set(name, end);
      return end.promise;
    });
  const end = async (name: string): Promise<void> => {
    ends.get(name)?.resolve();
    await setImmediate();
  };
  return { queue, started, add, end };
}

describe("starts", () => {
  it("are so many at a time, and those of different functions take turns", async () => {
    const { started, add, end } = queueOf(2);
    for (const name of ["a1", "a2", "a3", "a4", "b1", "c1"]) add(name);
    await setImmediate();
    expect(started).toEqual(["a1", "b1"]);
    await end("a1");
    await end("b1");
    expect(started).toEqual(["a1", "b1", "c1", "a2"]);
  });

  it("that are taken back do not begin", async () => {
    const { started, add, end } = queueOf(1);
    add("a1");
    const takeBack = add("a2");
    add("a3");
    await setImmediate();
    expect(takeBack()).toBe(true);
    await end("a1");
    expect(started).toEqual(["a1", "a3"]);
    expect(takeBack()).toBe(false);
  });

  it("wait until there is room", async () => {
    let isFull = true;
    const { queue, started, add } = queueOf(1, () => !isFull);
    add("a1");
    await setImmediate();
    expect(started).toEqual([]);
    isFull = false;
    queue.wake();
    expect(started).toEqual(["a1"]);
  });

  it("that take long hold up the others no longer than a while", async () => {
    const { started, add } = queueOf(1);
    add("a1");
    add("b1");
    await expect.poll(() => started).toEqual(["a1", "b1"]);
  });
});
