import { EventEmitter, once } from "node:events";
import { setImmediate } from "node:timers/promises";
import { systemClock } from "@skylab/aws";
import { describe, expect, it } from "vitest";
import { newQueue, TEN } from "../contract/queue.ts";
import { type Served, WaitingRoom } from "./waiting-room.ts";

const EMPTY: Served = { messages: [], isFull: false, nextAt: undefined };

/** A room at a queue without messages; it is written down whether the queue is listened to. */
function roomAtEmptyQueue(): { room: WaitingRoom; isListening: () => boolean; answerFirstLook: () => unknown } {
  let isListening = false;
  const looks = new EventEmitter();
  const firstLook = once(looks, "answered");
  const room = new WaitingRoom(systemClock, {
    take: async () => {
      await firstLook;
      return EMPTY;
    },
    giveBack: async () => undefined,
    listen: async () => (isListening = true),
    leave: () => (isListening = false),
  });
  return { room, isListening: () => isListening, answerFirstLook: () => looks.emit("answered") };
}

describe("a waiting room", () => {
  it("does not listen for those who went away during their first look", async () => {
    const { room, isListening, answerFirstLook } = roomAtEmptyQueue();
    const client = new AbortController();
    const waiting = room.receive(newQueue(), { ...TEN, waitMs: 20_000, signal: client.signal });
    client.abort();
    expect(await waiting).toEqual([]);
    answerFirstLook();
    await setImmediate();
    expect(isListening()).toBe(false);
  });

  it("listens until the last one goes", async () => {
    const { room, isListening, answerFirstLook } = roomAtEmptyQueue();
    const client = new AbortController();
    const waiting = room.receive(newQueue(), { ...TEN, waitMs: 20_000, signal: client.signal });
    answerFirstLook();
    await setImmediate();
    expect(isListening()).toBe(true);
    client.abort();
    expect(await waiting).toEqual([]);
    expect(isListening()).toBe(false);
  });
});
