export { type FileObjectsOptions, openFileObjects } from "./objects.ts";
