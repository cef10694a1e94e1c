export { type DataFolder, DataFolderError, openDataFolder } from "./data-folder.ts";
export { openLmdbRecords } from "./records.ts";
