import { DataFolderError } from "@skylab/records/lmdb";
import { createLog, type Settings, SettingsError, StartError, stopOnSignals, warnOfSettings } from "@skylab/service";
import { readAllSettings } from "./settings.ts";
import { type Running, start } from "./start.ts";

const DURABILITY = {
  durable: "durable: an answered write is on disk",
  fast: "fast: a crash of the machine may lose the last second",
};
const AUTH = {
  open: "open: any key is let in, as root of its account",
  audit: "audit: any key is let in, and the log tells whom enforce would refuse",
  enforce: "enforce: only known keys are let in",
};

try {
  const settings = readAllSettings(process.env);
  const { log, flush } = createLog(settings.logLevel);
  process.on("unhandledRejection", (error) => log.error({ err: error }, "a promise failed that nobody waits for"));
  const running = await start(settings, log, () => process.kill(process.pid, "SIGTERM"));
  stopOnSignals({ close: running.close, log, flush });
  warnOfSettings(settings, log);
  announce(settings, running);
} catch (error) {
  const known = [SettingsError, DataFolderError, StartError].some((kind) => error instanceof kind);
  console.error(known && error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function announce({ services, auth, durability }: Settings, { url, version, data }: Running): void {
  console.log(`Skylab ${version} serves ${services.join(", ")} at ${url}`);
  console.log(`Data  ${data} (${DURABILITY[durability]})`);
  console.log(`Auth  ${AUTH[auth]}`);
  console.log("Ready.");
}
