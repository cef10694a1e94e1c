export { type MinioObjectsOptions, openMinioObjects } from "./objects.ts";
