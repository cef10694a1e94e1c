import { findBucket } from "../find-bucket.ts";
import { findReadable } from "../objects/read-object.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html */
export const HeadObject: Operation<"HeadObject"> = async (input, call, store): Promise<Output<"HeadObject">> => {
  const bucket = await findBucket(store, input, call);
  const { members } = await findReadable(store, { bucket, input, method: "HEAD" }, call);
  return members;
};
