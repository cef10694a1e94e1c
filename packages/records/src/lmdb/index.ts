export { type DataFolder, DataFolderError, openDataFolder } from "./data-folder.ts";
export { type LmdbRecordsOptions, openLmdbRecords } from "./records.ts";
