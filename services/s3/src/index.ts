export { s3 } from "./service.ts";
