// Profiles one operation and prints where its microseconds go.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { constants, setPriority, tmpdir } from "node:os";
import { join } from "node:path";
import { measure } from "../bench/report.mjs";
import { startReplica, startSkylab } from "../bench/servers.mjs";
import { LOADS } from "./loads.mjs";
import { sharesOf } from "./rooms.mjs";

const WARM_UP = 3000;
const REQUESTS = 20_000;

const [operation, ...others] = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const onEngines = process.argv.includes("--engines");
const load = Object.hasOwn(LOADS, operation ?? "") ? LOADS[operation] : undefined;
if (load === undefined || others.length > 0 || (onEngines && load.service !== "sqs")) {
  console.error(`npm run profile -- ${Object.keys(LOADS).join("|")}; --engines with those of SQS.`);
  process.exit(1);
}

const folder = mkdtempSync(join(tmpdir(), "skylab-profile-"));
try {
  // Whoever is profiled costs more: how much a request costs is measured on another server.
  const [usual, profiled] = [await start([]), await start(["--cpu-prof", `--cpu-prof-dir=${folder}`])];
  // The client yields to the server: where an answer wakes it, and it goes first, samples count its time for the write.
  setPriority(constants.priority.PRIORITY_LOW);
  const cost = await runOn(usual);
  const { window } = await runOn(profiled);
  const [file] = readdirSync(folder);
  print(cost, sharesOf(JSON.parse(readFileSync(join(folder, file), "utf8")), window));
} finally {
  rmSync(folder, { recursive: true });
}

function start(options) {
  return onEngines ? startReplica("sqs", options) : startSkylab({}, options);
}

/** Loads a server and ends it: what a request cost there, and when that was by the clock of V8's samples. */
async function runOn(server) {
  try {
    const { step, close } = await load.begin(server, WARM_UP + REQUESTS);
    await measure(server, WARM_UP, step);
    const [mainThread, from] = [server.mainThreadCpu(), now()];
    const { cpuUs } = await measure(server, REQUESTS, step);
    const [mainThreadUs, to] = [(server.mainThreadCpu() - mainThread) / REQUESTS, now()];
    await close();
    return { cpuUs, mainThreadUs, window: { from, to } };
  } finally {
    await server.stop();
  }
}

/** Microseconds, monotonic, the same for all processes of a machine. */
function now() {
  return Number(process.hrtime.bigint() / 1000n);
}

/** The samples say what the main thread does; how much CPU that is, and what other threads take, Linux says. */
function print({ cpuUs, mainThreadUs }, shares) {
  const rows = shares.map(([room, share]) => [room, share * mainThreadUs]);
  rows.push(["other threads: disk, gc", cpuUs - mainThreadUs], ["all", cpuUs]);
  console.log(`| ${operation}${onEngines ? " on the engines" : ""} | us of CPU | share |\n| --- | ---: | ---: |`);
  for (const [room, us] of rows) console.log(`| ${room} | ${us.toFixed(1)} | ${((us / cpuUs) * 100).toFixed(1)} % |`);
}
