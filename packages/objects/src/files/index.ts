export { openFileObjects } from "./objects.ts";
