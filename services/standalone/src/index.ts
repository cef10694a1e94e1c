export { readAllSettings } from "./settings.ts";
export { type Running, start } from "./start.ts";
