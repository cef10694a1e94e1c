export { openRedisRecords } from "./records.ts";
