export { openProcessRunner } from "./process-runner.ts";
