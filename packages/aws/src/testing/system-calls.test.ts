import { expect, it } from "vitest";
import { linesSaid, parseTrace, type SystemCall, unsyncedBefore } from "./system-calls.ts";

const OPENED = '7  openat(AT_FDCWD</tmp>, "/tmp/a", O_RDWR|O_CREAT|O_CLOEXEC, 0664) = 9</tmp/a>';
const WRITTEN = '7  pwrite64(9</tmp/a>, "x) = 1"..., 8192, 16384) = 8192';
const SYNCED = "7  fdatasync(9</tmp/a>)               = 0";
const SAID = '8  write(1</dev/null>, "done\\n", 5)   = 5';
const EXITED = "8  +++ exited with 0 +++";

/** What was not synced when the process said that it is done. */
function unsynced(...lines: readonly string[]): readonly SystemCall[] {
  const calls = parseTrace([OPENED, ...lines, SAID, EXITED, ""].join("\n"));
  const [done] = linesSaid(calls);
  if (done?.line !== "done") throw new Error("Nothing was said");
  return unsyncedBefore(done, "/tmp/a", calls);
}

it("a write is synced when a sync that began behind it has ended well", () => {
  expect(unsynced(WRITTEN, SYNCED)).toEqual([]);
  expect(unsynced(WRITTEN)).toHaveLength(1);
  expect(unsynced(SYNCED, WRITTEN)).toHaveLength(1);
  expect(unsynced(WRITTEN, "7  fdatasync(9</tmp/a>) = -1 EIO (Input/output error)")).toHaveLength(1);
  expect(unsynced(WRITTEN, "7  fdatasync(9</tmp/b>) = 0")).toHaveLength(1);
});

it("calls of several threads are told in the order of their beginnings and ends", () => {
  const [begins, ends] = ["7  fdatasync(9</tmp/a> <unfinished ...>", "7  <... fdatasync resumed>)          = 0"];
  const write = ['6  pwrite64(9</tmp/a>, "x", 1, 0 <unfinished ...>', "6  <... pwrite64 resumed>) = 1"] as const;
  expect(unsynced(...write, begins, ends)).toEqual([]);
  expect(unsynced(write[0], begins, write[1], ends)).toHaveLength(1);
  expect(unsynced(...write, begins)).toHaveLength(1);
  expect(unsynced(write[0], SYNCED)).toHaveLength(1);
});

it("a write through O_DSYNC is synced when it has ended", () => {
  const through = OPENED.replace("O_RDWR", "O_WRONLY|O_DSYNC");
  expect(unsynced(through, WRITTEN)).toEqual([]);
  expect(unsynced(through, '6  pwrite64(9</tmp/a>, "x", 1, 0 <unfinished ...>')).toHaveLength(1);
  expect(unsynced(through, OPENED, WRITTEN)).toHaveLength(1);
});
