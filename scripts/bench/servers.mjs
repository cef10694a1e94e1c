// The servers that are measured, each a process of its own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../prepare.mjs";

/** The least that any server on node:http does: read a JSON body, answer a JSON body. */
export function startBare() {
  return start(join(root, "scripts", "bench", "bare-server.mjs"), {});
}

/** Skylab as `npm start` runs it, but verifying every signature, on a new data folder; with these options of Node's. */
export async function startSkylab(env = {}, options = []) {
  const data = mkdtempSync(join(tmpdir(), "skylab-bench-"));
  const script = join(root, "services", "standalone", "dist", "main.js");
  const server = await start(script, { SKYLAB_AUTH: "enforce", SKYLAB_DATA: join(data, "data"), ...env }, options);
  return {
    ...server,
    stop: async () => {
      await server.stop();
      rmSync(data, { recursive: true });
    },
  };
}

/** One replica of a service in the distributed mode, on the engines at REDIS_URL and RABBITMQ_URL. */
export function startReplica(service, options = []) {
  const { REDIS_URL, RABBITMQ_URL } = process.env;
  const engines = { REDIS_URL, ...(service === "sqs" && { RABBITMQ_URL }) };
  return start(join(root, "services", service, "dist", "main.js"), { ...DISTRIBUTED, ...engines }, options);
}

/** The gateway in front of these replicas of a service. */
export function startGateway(service, replicas) {
  const hosts = replicas.map(({ port }) => `${service}=127.0.0.1:${port}`).join(",");
  return start(join(root, "services", "gateway", "dist", "main.js"), { ...DISTRIBUTED, SKYLAB_SERVICE_HOSTS: hosts });
}

const DISTRIBUTED = {
  SKYLAB_AUTH: "enforce",
  SKYLAB_INTERNAL_SECRET: "bench",
  SKYLAB_ENCRYPTION_KEY: "bench of the day",
};

/** A bench that is ended leaves no server behind. */
function endWithUs(child) {
  process.once("exit", () => child.kill("SIGKILL"));
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));
}

async function start(script, env, options = []) {
  const port = await freePort();
  const begun = performance.now();
  const child = spawn(process.execPath, [...options, script], {
    env: { PATH: process.env.PATH, SKYLAB_PORT: String(port), ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  endWithUs(child);
  await ready(child);
  return {
    port,
    pid: child.pid,
    cpu: () => cpuOf(child.pid),
    /** Of the thread that runs JavaScript alone. */
    mainThreadCpu: () => cpuOf(`${child.pid}/task/${child.pid}`),
    startMs: performance.now() - begun,
    stop: async () => {
      child.kill("SIGTERM");
      await once(child, "exit");
    },
  };
}

/** Resolves at the line `Ready.`; what comes after is read and forgotten, so that it does not fill the pipe. */
function ready(child) {
  return new Promise((resolve, reject) => {
    let output = "";
    child.stdout.on("data", (chunk) => {
      if (output.includes("Ready.\n")) return;
      output += chunk;
      if (output.includes("Ready.\n")) resolve();
    });
    child.on("exit", () => reject(new Error(`a server ended before it was ready: ${output}`)));
  });
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

const TICK_US = 10_000;

/** Microseconds of CPU that a process, or a thread of it, has used, by Linux's account. */
function cpuOf(task) {
  const fields = readFileSync(`/proc/${task}/stat`, "utf8").split(") ")[1].split(" ");
  return (Number(fields[11]) + Number(fields[12])) * TICK_US;
}

/** Megabytes of private memory: what is mapped from the data files is the kernel's cache. */
export function memoryOf(pid) {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const kilobytes = (name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)[1]);
  return { resident: kilobytes("VmRSS") / 1024, private: kilobytes("RssAnon") / 1024 };
}
