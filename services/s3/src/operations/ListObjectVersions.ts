export { notImplemented as ListObjectVersions } from "@skylab/service";
