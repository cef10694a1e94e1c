import { EventEmitter, once } from "node:events";
import { setImmediate } from "node:timers/promises";
import { systemClock } from "@skylab/aws";
import { describe, expect, it } from "vitest";
import { newQueue, TEN } from "../contract/queue.ts";
import { type Served, WaitingRoom } from "./waiting-room.ts";

const EMPTY: Served = { messages: [], isFull: false, nextAt: undefined };

/** One who waits at a queue without messages; `answered` are the engines' answers, `said` is what they are told. */
function waitAtEmptyQueue(): {
  said: string[];
  answered: EventEmitter;
  goAway: () => void;
  waiting: Promise<readonly unknown[]>;
} {
  const said: string[] = [];
  const answered = new EventEmitter();
  const firstLook = once(answered, "look");
  const room = new WaitingRoom(systemClock, {
    take: async () => {
      await firstLook;
      return EMPTY;
    },
    giveBack: async () => undefined,
    listen: () => {
      said.push("listen");
      return once(answered, "listen");
    },
    leave: () => void said.push("leave"),
  });
  const client = new AbortController();
  const waiting = room.receive(newQueue(), { ...TEN, waitMs: 20_000, signal: client.signal });
  return { said, answered, goAway: () => client.abort(), waiting };
}

describe("a waiting room", () => {
  it("does not listen for one who went away during the first look", async () => {
    const { said, answered, goAway, waiting } = waitAtEmptyQueue();
    goAway();
    expect(await waiting).toEqual([]);
    answered.emit("look");
    await setImmediate();
    expect(said).toEqual(["leave"]);
  });

  it("listens no longer for one who went away before it began to listen", async () => {
    const { said, answered, goAway, waiting } = waitAtEmptyQueue();
    answered.emit("look");
    await setImmediate();
    goAway();
    expect(await waiting).toEqual([]);
    answered.emit("listen");
    await setImmediate();
    expect(said).toEqual(["listen", "leave", "leave"]);
  });

  it("listens until the last one goes", async () => {
    const { said, answered, goAway, waiting } = waitAtEmptyQueue();
    answered.emit("look");
    await setImmediate();
    answered.emit("listen");
    await setImmediate();
    expect(said).toEqual(["listen"]);
    goAway();
    expect(await waiting).toEqual([]);
    expect(said).toEqual(["listen", "leave"]);
  });
});
