export { lambda } from "./service.ts";
