export { logs } from "./service.ts";
