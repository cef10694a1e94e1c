import { expect, test } from "vitest";
import type { CommitResult } from "./port.ts";
import { retryOnConflict } from "./retry.ts";

test("an attempt is repeated until its commit is accepted", async () => {
  const answers: CommitResult[] = [
    { ok: false, conflict: 0 },
    { ok: false, conflict: 2 },
    { ok: true, version: 9n },
  ];
  const committed = await retryOnConflict(async () => answers.shift() ?? { ok: true as const, version: 0n });
  expect(committed).toEqual({ ok: true, version: 9n });
  expect(answers).toEqual([]);
});

test("an attempt may answer with what it decided", async () => {
  let attempts = 0;
  const decided = await retryOnConflict(async () =>
    ++attempts < 3 ? { ok: false as const, conflict: 0 } : { attempts },
  );
  expect(decided).toEqual({ attempts: 3 });
});

test("an attempt that throws ends the loop", async () => {
  const looped = retryOnConflict(() => Promise.reject(new Error("no such queue")));
  await expect(looped).rejects.toThrow("no such queue");
});

test("an attempt that is refused for ever does not stop the others", async () => {
  let given = false;
  setImmediate(() => (given = true));
  const decided = await retryOnConflict(async () =>
    given ? "others had their turn" : { ok: false as const, conflict: 0 },
  );
  expect(decided).toBe("others had their turn");
});
