export { notImplemented as GetObjectRetention } from "@skylab/service";
