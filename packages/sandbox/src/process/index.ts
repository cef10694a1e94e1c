export type { NetworkMode } from "./job.ts";
export { PROCESS_LEVELS, type ProcessLevel } from "./levels.ts";
export { openProcessRunner, type ProcessRunnerOptions } from "./process-runner.ts";
