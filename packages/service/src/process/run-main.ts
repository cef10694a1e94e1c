import { createLog, type Logger } from "../log.ts";
import { SettingsError } from "../settings/settings-error.ts";
import type { Settings } from "../settings/settings.ts";
import { StartError } from "./start-error.ts";
import { stopOnSignals } from "./stop-signals.ts";

/** What a main has at hand while it starts. */
export type Main<Read extends Settings = Settings> = {
  readonly settings: Read;
  readonly log: Logger;
  /** Closed when the process is to end, the last first; also when that is before everything has started. */
  readonly closing: (close: () => Promise<void>) => void;
  /** Ends the process as SIGTERM does. */
  readonly stop: () => void;
};

/**
 * What every main does: reads the settings, makes the log, ends cleanly on SIGTERM and SIGINT. What keeps it from
 * starting is one sentence on standard error and exit code 1.
 */
export async function runMain<Read extends Settings>(
  read: () => Read,
  start: (main: Main<Read>) => Promise<void>,
): Promise<void> {
  const started: (() => Promise<void>)[] = [];
  let stopping = false;
  try {
    const settings = read();
    const { log, flush } = createLog(settings.logLevel);
    process.on("unhandledRejection", (error) => log.error({ err: error }, "a promise failed that nobody waits for"));
    const close = async (): Promise<void> => {
      stopping = true;
      for (const part of started.splice(0).toReversed()) await part();
    };
    const stop = stopOnSignals({ close, log, flush });
    await start({ settings, log, closing: (part) => void started.push(part), stop });
    console.log("Ready.");
  } catch (error) {
    // A start that SIGTERM ends has nothing to say.
    if (stopping) return;
    console.error(error instanceof SettingsError || error instanceof StartError ? error.message : error);
    process.exitCode = 1;
    for (const part of started.splice(0).toReversed()) await part();
  }
}
