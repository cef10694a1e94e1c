import { memoryOf } from "./servers.mjs";

const CONNECTIONS = 16;

/** Runs `step` `count` times on 16 connections, and says what that cost the server. */
export const measure = (server, count, step) => measureOn(CONNECTIONS, server, { count, step });

/** The same on another number of connections. */
export async function measureOn(connections, server, { count, step }) {
  const latencies = [];
  let begun = 0;
  const cpu = server.cpu();
  const start = performance.now();
  const worker = async () => {
    while (begun < count) {
      begun += 1;
      const at = performance.now();
      await step();
      latencies.push(performance.now() - at);
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  const seconds = (performance.now() - start) / 1000;
  return { perSecond: count / seconds, cpuUs: (server.cpu() - cpu) / count, ...percentiles(latencies) };
}

/** Latency of one caller after the other. */
export async function measureAlone(count, step) {
  const latencies = [];
  for (let turn = 0; turn < count; turn += 1) {
    const at = performance.now();
    await step();
    latencies.push(performance.now() - at);
  }
  return percentiles(latencies);
}

export function percentiles(latencies) {
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return { p50: at(0.5), p99: at(0.99) };
}

export function printStart(server) {
  const { resident, private: own } = memoryOf(server.pid);
  console.log(
    `start to Ready. ${server.startMs.toFixed(0)} ms · idle memory ${resident.toFixed(0)} MB (${own.toFixed(0)} MB its own)\n`,
  );
}

/** One row: requests a second, CPU of the server per call, and that as a multiple of `base`'s. */
export function printRow(name, figures, base) {
  const ratio = base ? `${(figures.cpuUs / base.cpuUs).toFixed(2)}x` : "";
  console.log(
    `${name.padEnd(34)}${figures.perSecond.toFixed(0).padStart(8)}/s ${figures.cpuUs.toFixed(0).padStart(6)} us CPU ${ratio.padStart(7)}` +
      `   p50 ${figures.p50.toFixed(2)} ms  p99 ${figures.p99.toFixed(2)} ms`,
  );
}
