import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Disk, openDisk } from "./disk.ts";
import { createFlights } from "./flights.ts";
import { DELAYED, messageKey, type Position } from "./keys.ts";
import { NotDueCounter } from "./not-due-counter.ts";
import type { Leaving } from "./order.ts";

let folder: string;
let disk: Disk;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "skylab-counter-"));
  disk = openDisk({ folder, durability: "fast", onFailure: () => undefined });
});
afterAll(async () => {
  await disk.close();
  await rm(folder, { recursive: true });
});

const dueAt = (availableAt: number): Position => ({ lane: DELAYED, availableAt, order: availableAt });
const put = (generation: number, position: Position): Promise<void> =>
  disk.write(() => void disk.messages.put(messageKey(generation, position), Buffer.of(0)));

it("a message that is on the disk before its sender knows is counted once", async () => {
  const arriving = new Set([dueAt(10), dueAt(20)]);
  const counter = new NotDueCounter(disk, 1, { flights: createFlights(), leaving: new Map(), arriving });
  for (const position of arriving) await put(1, position);
  expect(counter.count(5)).toBe(0);
  for (const position of arriving) counter.stored(position);
  arriving.clear();
  expect([5, 10, 19, 20].map((now) => counter.count(now))).toEqual([2, 1, 1, 0]);
});

it("a message that left the disk before its remover knows is taken off the count once", async () => {
  const leaving = new Map<number, Leaving>();
  const counter = new NotDueCounter(disk, 2, { flights: createFlights(), leaving, arriving: new Set() });
  await put(2, dueAt(10));
  await put(2, dueAt(20));
  expect(counter.count(5)).toBe(2);
  const removal = disk.write(() => void disk.messages.remove(messageKey(2, dueAt(10))));
  leaving.set(10, { position: dueAt(10), removal });
  await removal;
  expect(counter.count(15)).toBe(1);
  leaving.clear();
  counter.left(dueAt(10));
  expect(counter.count(15)).toBe(1);
});

it("the count follows a clock that is set back", async () => {
  const counter = new NotDueCounter(disk, 3, { flights: createFlights(), leaving: new Map(), arriving: new Set() });
  await put(3, dueAt(10));
  await put(3, dueAt(20));
  expect([15, 5, 25, 10].map((now) => counter.count(now))).toEqual([1, 2, 0, 1]);
});
