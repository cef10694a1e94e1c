export { SERVICE_NAMES } from "./services.ts";
export { type Running, start } from "./start.ts";
