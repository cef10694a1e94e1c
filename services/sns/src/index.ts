export { sns } from "./service.ts";
