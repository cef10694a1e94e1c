import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type MovableClock, movableClock, systemClock } from "@skylab/aws";
import { openLmdbRecords } from "@skylab/records/lmdb";
import { type AdminClock, createLog, keptClock } from "@skylab/service";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

type Records = Awaited<ReturnType<typeof openLmdbRecords>>;

const NEW_YEAR_2030 = Date.UTC(2030, 0, 1);
const HOUR_MS = 3_600_000;
const { log } = createLog("silent");

let folder: string;
let records: Records;
const open = (): Promise<Records> => openLmdbRecords({ folder, clock: systemClock, durability: "durable" });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "skylab-test-"));
  records = await open();
});
afterEach(async () => {
  await records.close();
  await rm(folder, { recursive: true });
});

/** A replica's clock on the records, beside machine time that stands still at noon. */
async function replica(on = records): Promise<{ readonly clock: MovableClock; readonly admin: AdminClock }> {
  const machine = movableClock();
  machine.set(NOON);
  const clock = movableClock(machine);
  clock.set(0);
  return { clock, admin: await keptClock(clock, on, log) };
}
const NOON = Date.UTC(2026, 10, 26, 12);

describe("the clock that replicas keep in their records", () => {
  it("is the machine's where nobody moved it", async () => {
    const { clock, admin } = await replica();
    expect([clock.now(), await admin.now()]).toEqual([NOON, NOON]);
  });

  it("moves for all of them, for those who come later, and after a restart", async () => {
    const [first, second] = [await replica(), await replica()];
    await first.admin.move({ set: NEW_YEAR_2030 });
    expect(first.clock.now()).toBe(NEW_YEAR_2030);
    await expect.poll(() => second.clock.now()).toBe(NEW_YEAR_2030);
    await second.admin.move({ advance: HOUR_MS });
    expect((await replica()).clock.now()).toBe(NEW_YEAR_2030 + HOUR_MS);
    await records.close();
    records = await open();
    const restarted = await replica();
    expect(restarted.clock.now()).toBe(NEW_YEAR_2030 + HOUR_MS);
    await restarted.admin.move({ release: true });
    expect(restarted.clock.now()).toBe(NOON);
    expect((await replica()).clock.now()).toBe(NOON);
  });

  it("is where it was moved for whoever asks, told of it already or not", async () => {
    const [first, second] = [await replica(), await replica()];
    await first.admin.move({ advance: HOUR_MS });
    expect(await second.admin.now()).toBe(NOON + HOUR_MS);
    expect(second.clock.now()).toBe(NOON + HOUR_MS);
  });

  it("is where it was moved also for whoever could not read that at once", async () => {
    let failures = 0;
    const failing: Records = {
      ...records,
      partition: (name) => {
        const partition = records.partition(name);
        return {
          ...partition,
          get: async (...asked) => {
            if (failures > 0) {
              failures -= 1;
              throw new Error("connect ECONNREFUSED");
            }
            return partition.get(...asked);
          },
        };
      },
    };
    const [mover, late] = [await replica(), await replica(failing)];
    failures = 1;
    await mover.admin.move({ set: NEW_YEAR_2030 });
    await expect.poll(() => late.clock.now()).toBe(NEW_YEAR_2030);
    expect(failures).toBe(0);
  });

  it("counts every one of several moves at once", async () => {
    const replicas = [await replica(), await replica(), await replica()];
    await Promise.all(replicas.flatMap(({ admin }) => [1, 2, 3].map(() => admin.move({ advance: HOUR_MS }))));
    expect(await Promise.all(replicas.map(({ admin }) => admin.now()))).toEqual(replicas.map(() => NOON + 9 * HOUR_MS));
  });

  it("ends no wait before its time where it moves ahead a second time", async () => {
    const { admin, clock } = await replica();
    await admin.move({ advance: HOUR_MS });
    let isOver = false;
    clock.after(1000, () => (isOver = true));
    await admin.move({ advance: 999 });
    expect(isOver).toBe(false);
    await admin.move({ advance: 1 });
    expect(isOver).toBe(true);
  });

  it("fires what becomes due by another's move", async () => {
    const [first, second] = [await replica(), await replica()];
    const fired = new Promise<number>((resolve) => {
      second.clock.at(NOON + HOUR_MS, () => resolve(second.clock.now()));
    });
    await first.admin.move({ advance: 2 * HOUR_MS });
    expect(await fired).toBe(NOON + 2 * HOUR_MS);
  });
});
