import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { BlobIsMissing } from "../errors.ts";
import type { Objects } from "../port.ts";
import { listed, read, sha256, soon } from "./bodies.ts";
import { crashBytes } from "./crash-load.ts";

/** A process that may be killed, and what it leaves behind. */
export type Victim = {
  /** What a kill may cost: nothing that was acknowledged, or the blobs of the last second. */
  readonly loses: "nothing" | "the last second";
  /** Data of its own for one test. */
  readonly prepare: () => Promise<VictimData>;
};

export type VictimData = {
  /** Starts a process that runs `runCrashLoad` on the data. */
  readonly start: () => ChildProcess;
  readonly open: () => Promise<Objects>;
  /** Where the engine is a process of its own: kills it with SIGKILL and starts it again. */
  readonly killEngine?: () => Promise<void>;
  readonly remove: () => Promise<void>;
};

/** What the process said of each blob last. */
type Said = Map<string, string>;

/** Numbers of lines after which the process is killed. */
const KILLS_AFTER = [1, 40, 7, 130, 20, 300];

/** Numbers of lines after which the engine is killed, and in the end the process. */
const ENGINE_KILLS_AFTER = [10, 100, 150];
const ENGINE_LOAD = 400;

/** Sees how many lines there are, and kills what it likes. */
type Killer = (count: number, victim: ChildProcess) => void;

async function run(data: VictimData, said: Said, killer: Killer): Promise<void> {
  let output = "";
  let count = 0;
  const victim = data.start();
  const errors: Buffer[] = [];
  victim.stderr?.on("data", (chunk: Buffer) => errors.push(chunk));
  victim.stdout?.on("data", (chunk: Buffer) => {
    const lines = (output + chunk.toString()).split("\n");
    output = lines.pop() ?? "";
    for (const [word = "", id = ""] of lines.map((line) => line.split(" "))) said.set(id, word);
    count += lines.length;
    killer(count, victim);
  });
  const [, signal] = await once(victim, "close");
  expect(Buffer.concat(errors).toString()).toBe("");
  expect(signal).toBe("SIGKILL");
}

/** The blob's state, if it is whole: a torn one has other bytes. */
async function stateOf(objects: Objects, id: string): Promise<"there" | "missing"> {
  try {
    const bytes = await read(objects, id);
    expect(sha256(bytes)).toBe(sha256(crashBytes(id, bytes.length)));
    expect(bytes.length).toBeGreaterThan(0);
    return "there";
  } catch (error) {
    if (error instanceof BlobIsMissing) return "missing";
    throw error;
  }
}

async function expectWholeBlobs(objects: Objects, said: Said, loses: Victim["loses"]): Promise<void> {
  const list = async (): Promise<ReadonlySet<string>> => new Set(await listed(objects, { before: soon() }));
  const before = await list();
  for (const id of before) expect([...said.keys()]).toContain(id);
  const states = new Map<string, string>();
  for (const id of said.keys()) states.set(id, await stateOf(objects, id));
  const after = await list();
  for (const [id, word] of said) {
    const state = states.get(id);
    if (before.has(id) === after.has(id)) expect(after.has(id)).toBe(state === "there");
    // An engine that is a process of its own may still do what the killed one asked it last.
    else expect(["begun", "removing"]).toContain(word);
    if (loses === "nothing" && word === "put") expect([id, state]).toEqual([id, "there"]);
    if (loses === "nothing" && word === "removed") expect([id, state]).toEqual([id, "missing"]);
  }
}

export function describeCrashes(victim: Victim): void {
  describe("a process that is killed", () => {
    let data: VictimData;
    beforeEach(async () => {
      data = await victim.prepare();
    });
    afterEach(() => data.remove());

    test(`${KILLS_AFTER.length} times leaves whole blobs only, and loses ${victim.loses}`, async () => {
      const said: Said = new Map();
      for (const after of KILLS_AFTER) {
        await run(data, said, (count, process) => {
          if (count >= after) process.kill("SIGKILL");
        });
        const objects = await data.open();
        await expectWholeBlobs(objects, said, victim.loses);
        await objects.close();
      }
      expect([...said.values()].filter((word) => word === "put").length).toBeGreaterThan(50);
    });
  });
}

/** For an engine that is a process of its own: `killEngine` must be there. */
export function describeEngineCrashes(victim: Victim): void {
  let data: VictimData;
  beforeEach(async () => {
    data = await victim.prepare();
  });
  afterEach(() => data.remove());

  test(`${ENGINE_KILLS_AFTER.length} times under load leaves whole blobs only, and loses nothing`, async () => {
    const said: Said = new Map();
    let kills = 0;
    let restarted = Promise.resolve();
    await run(data, said, (count, process) => {
      if (count >= (ENGINE_KILLS_AFTER[kills] ?? Number.POSITIVE_INFINITY)) {
        kills++;
        restarted = restarted.then(data.killEngine);
        restarted.catch(() => process.kill("SIGKILL"));
      }
      // What a victim says may come in pieces of thousands.
      if (count >= ENGINE_LOAD && kills === ENGINE_KILLS_AFTER.length) process.kill("SIGKILL");
    });
    await restarted;
    expect(kills).toBe(ENGINE_KILLS_AFTER.length);
    const objects = await data.open();
    await expectWholeBlobs(objects, said, victim.loses);
    await objects.close();
  });
}
