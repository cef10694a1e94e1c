import type { RequestHead } from "../wire.ts";
import type { Address } from "./dialect.ts";

/**
 * Where S3 finds its bucket: before `.s3.` in the host whatever follows it, or else in the path's first segment.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
 */
export function s3Address({ path, headers }: RequestHead): Address {
  const bucket = VIRTUAL_HOST.exec(headers.host ?? "")?.[1];
  if (bucket !== undefined) return { path, bucket, isVirtual: true };
  // The one operation that has its own path; it is addressed by a host of its own.
  if (path === "/WriteGetObjectResponse") return { path, bucket: undefined };
  const slash = path.indexOf("/", 1);
  const first = slash === -1 ? path.slice(1) : path.slice(1, slash);
  return first === "" ? { path, bucket: undefined } : { path: slash === -1 ? "/" : path.slice(slash), bucket: first };
}

/** `bucket.s3.localhost`, `my.bucket.s3.eu-west-1.amazonaws.com`, the older `bucket.s3-eu-west-1.amazonaws.com`; no websites. */
const VIRTUAL_HOST = /^(.+)\.s3(?:-(?!website)[a-z0-9-]+)?\./i;
