export { openRedisRecords, type RedisRecordsOptions } from "./records.ts";
