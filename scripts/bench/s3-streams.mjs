// How fast 64 MB go through S3, as a share of the speed at which the disk takes a copy of a file, and what memory that takes.
import { execFile } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { BODIES, getLarge, putLarge } from "./s3-client.mjs";
import { memoryOf } from "./servers.mjs";

const MEGABYTES = 64;
const BYTES = MEGABYTES * 1024 * 1024;
const ROUNDS = 5;
const AT_ONCE = 16;
const ROUNDS_AT_ONCE = 2;
const LOOK_AT_MEMORY_MS = 20;

const run = promisify(execFile);

/** Rows of the table, of a server that has this bucket. */
export async function benchStreams(server, bucket) {
  const disk = openDisk();
  try {
    return [
      ...(await benchAlone(server, bucket, disk)),
      md5Row(disk.bytes),
      ...(await benchAtOnce(server, bucket, disk)),
    ];
  } finally {
    disk.remove();
  }
}

/** A folder on the disk of the data folders, with a file of which copies are made. */
function openDisk() {
  const folder = mkdtempSync(join(tmpdir(), "skylab-bench-disk-"));
  const bytes = randomBytes(BYTES);
  const source = join(folder, "source");
  writeFileSync(source, bytes);
  return {
    bytes,
    /** Resolves when a copy is on the disk, and not in the kernel's memory only. */
    copy: async (number = 0) => {
      const target = join(folder, `copy-${number}`);
      await run("cp", [source, target]);
      await run("sync", [target]);
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** One after the other, in turns, so that whatever else the machine does falls on all of them. */
async function benchAlone(server, bucket, disk) {
  const path = `/${bucket}/large`;
  const bodies = Object.entries(BODIES).map(([name, make]) => ({ name, body: make(disk.bytes) }));
  const steps = [
    { name: "cp and sync", step: () => disk.copy() },
    ...bodies.map(({ name, body }) => ({ name: `PUT, ${name}`, step: () => putLarge(server, path, body) })),
    { name: "GET", step: () => getWhole(server, path) },
  ];
  const taken = new Map(steps.map(({ name }) => [name, []]));
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const { name, step } of steps) {
      const one = await timed(server, step);
      // The first round warms up.
      if (round > 0) taken.get(name).push(one);
    }
  }
  return rowsOf(`${MEGABYTES} MB`, taken, BYTES);
}

/** What S3 cannot do without: the ETag of an object is its MD5, which one thread reckons. */
function md5Row(bytes) {
  const taken = Array.from({ length: ROUNDS }, () => {
    const begun = performance.now();
    createHash("md5").update(bytes).digest();
    return (performance.now() - begun) / 1000;
  });
  return [`${MEGABYTES} MB: MD5 by node:crypto alone`, `${(MEGABYTES / median(taken)).toFixed(0)} MB/s`, "", ""];
}

async function benchAtOnce(server, bucket, disk) {
  const [name, make] = Object.entries(BODIES)[0];
  const body = make(disk.bytes);
  const all = (step) => () => Promise.all(Array.from({ length: AT_ONCE }, (_, number) => step(number)));
  const path = (number) => `/${bucket}/large-${number}`;
  const steps = [
    { name: "cp and sync", step: all(disk.copy) },
    { name: `PUT, ${name}`, step: all((number) => putLarge(server, path(number), body)) },
    { name: "GET", step: all((number) => getWhole(server, path(number))) },
  ];
  const taken = new Map(steps.map((step) => [step.name, []]));
  for (let round = 0; round < ROUNDS_AT_ONCE; round += 1) {
    for (const step of steps) taken.get(step.name).push(await timed(server, step.step));
  }
  return rowsOf(`${AT_ONCE} x ${MEGABYTES} MB at once`, taken, AT_ONCE * BYTES);
}

async function getWhole(server, path) {
  const size = await getLarge(server, path);
  if (size !== BYTES) throw new Error(`GET ${path}: ${size} bytes`);
}

/** How long a step takes, what CPU it costs the server, and by how much the server's memory grows above what it was. */
async function timed(server, step) {
  const before = memoryOf(server.pid).resident;
  let most = before;
  const watch = setInterval(() => (most = Math.max(most, memoryOf(server.pid).resident)), LOOK_AT_MEMORY_MS);
  const cpu = server.cpu();
  const begun = performance.now();
  try {
    await step();
  } finally {
    clearInterval(watch);
  }
  const seconds = (performance.now() - begun) / 1000;
  return { seconds, cpuMs: (server.cpu() - cpu) / 1000, grownMb: most - before };
}

function rowsOf(what, taken, bytes) {
  const speedOf = (ones) => bytes / 1024 ** 2 / median(ones.map(({ seconds }) => seconds));
  const [[, copies], ...others] = taken;
  const base = speedOf(copies);
  return [
    [`${what}: cp and sync`, `${base.toFixed(0)} MB/s`, "", ""],
    ...others.map(([name, ones]) => [
      `${what}: ${name}`,
      `${speedOf(ones).toFixed(0)} MB/s, ${(median(ones.map(({ cpuMs }) => cpuMs)) / (bytes / BYTES)).toFixed(0)} ms CPU each, up to +${Math.max(...ones.map(({ grownMb }) => grownMb)).toFixed(0)} MB`,
      `${((speedOf(ones) / base) * 100).toFixed(0)} %`,
      ">= 60 %, < 50 MB",
    ]),
  ];
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
