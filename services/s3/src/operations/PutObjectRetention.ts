export { notImplemented as PutObjectRetention } from "@skylab/service";
