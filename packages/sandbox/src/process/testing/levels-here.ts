import { PROCESS_LEVELS, type ProcessLevel } from "../levels.ts";
import { openProcessRunner } from "../process-runner.ts";

export const quiet = { info: () => undefined, warn: () => undefined };

export const openLevel = (level: ProcessLevel): ReturnType<typeof openProcessRunner> =>
  openProcessRunner({ level, strict: false, network: "emulator", log: quiet });

/** Each level that this machine has: another one has others. */
export const levelsHere = PROCESS_LEVELS.filter((level) => {
  const runner = openLevel(level);
  const isHere = runner.level === level;
  void runner.close();
  return isHere;
});
