import { once } from "node:events";
import type { BecomeSole } from "@skylab/service";
import { expect, it } from "vitest";
import { until } from "../testing/use-sources.ts";
import { holdShares, type Shares } from "./shares.ts";

/** Leases among the processes of a test, by their names. */
function leases(): BecomeSole {
  const taken = new Map<string, Promise<void>>();
  return async (name, signal) => {
    for (let before = taken.get(name); before !== undefined; before = taken.get(name)) {
      await Promise.race([before, once(signal, "abort")]);
      signal.throwIfAborted();
    }
    const mine = new AbortController();
    const ended = once(mine.signal, "abort").then(() => void taken.delete(name));
    taken.set(name, ended);
    return {
      signal: mine.signal,
      release: async () => {
        mine.abort();
        await ended;
      },
    };
  };
}

const changed = async (): Promise<void> => undefined;

const uuids = Array.from({ length: 200 }, (_, index) => `00000000-0000-0000-0000-${String(index).padStart(12, "0")}`);

const held = (shares: Shares): readonly string[] => uuids.filter((uuid) => shares.has(uuid));

it("a process alone has all mappings at once", () => {
  const shares = holdShares({ becomeSole: undefined, changed }, new AbortController().signal);
  expect(held(shares)).toEqual(uuids);
});

it("two processes share the mappings, none has what the other has, and one has all when the other ends", async () => {
  const becomeSole = leases();
  const endings = [new AbortController(), new AbortController()] as const;
  const [one, two] = [
    holdShares({ becomeSole, changed }, endings[0].signal),
    holdShares({ becomeSole, changed }, endings[1].signal),
  ] as const;
  await until(() => held(one).length + held(two).length === uuids.length || undefined);
  expect(held(one).filter((uuid) => two.has(uuid))).toEqual([]);
  expect(held(one).length).toBeGreaterThan(0);
  expect(held(two).length).toBeGreaterThan(0);
  endings[0].abort();
  await until(() => held(two).length === uuids.length || undefined);
  expect(held(one)).toEqual([]);
  endings[1].abort();
});
