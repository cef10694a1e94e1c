export { openHost } from "./open-host.ts";
export { serveFunctions } from "./serve-functions.ts";
