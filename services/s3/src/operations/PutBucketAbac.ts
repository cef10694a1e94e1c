import { configureBucket } from "../change-bucket.ts";
import { malformedXml } from "../domain/errors.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAbac.html */
export const PutBucketAbac: Operation<"PutBucketAbac"> = async (input, call, store): Promise<object> => {
  if (input.AbacStatus.Status === undefined) throw malformedXml();
  await configureBucket(store, { input, call }, { abac: input.AbacStatus });
  return {};
};
