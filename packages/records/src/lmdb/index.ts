export { type LmdbRecordsOptions, openLmdbRecords } from "./records.ts";
