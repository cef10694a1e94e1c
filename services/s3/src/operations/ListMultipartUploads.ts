export { notImplemented as ListMultipartUploads } from "@skylab/service";
