import { requireReadable } from "../domain/objects/storage-class.ts";
import { findBucket } from "../find-bucket.ts";
import { openBody } from "../objects/open-body.ts";
import { findReadable } from "../objects/read-object.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
export const GetObject: Operation<"GetObject"> = async (input, call, store): Promise<Output<"GetObject">> => {
  const bucket = await findBucket(store, input, call);
  const object = await findReadable(store, { bucket, input, method: "GET" }, call);
  requireReadable(object.version, call.clock.now());
  const body = await openBody(store, object, object);
  // Another object has taken its place in between.
  if (body === undefined) return GetObject(input, call, store);
  return { ...object.members, Body: body };
};
