import { PROCESS_LEVELS, type ProcessLevel } from "../levels.ts";
import { openProcessRunner } from "../process-runner.ts";

export const quiet = { info: () => undefined, warn: () => undefined };

const open = (level: ProcessLevel): ReturnType<typeof openProcessRunner> =>
  openProcessRunner({ level, strict: false, network: "emulator", log: quiet });

/** Throws where the level does not come up: nothing is tested at a weaker one instead. */
export function openLevel(level: ProcessLevel): ReturnType<typeof openProcessRunner> {
  const runner = open(level);
  if (runner.level === level) return runner;
  void runner.close();
  throw new Error(`The level ${level} has not come up, only ${runner.level}.`);
}

/** Each level that this machine has: another one has others. */
export const levelsHere = PROCESS_LEVELS.filter((level) => {
  const runner = open(level);
  const isHere = runner.level === level;
  void runner.close();
  return isHere;
});
