export { openContainerRunner } from "./open-container-runner.ts";
