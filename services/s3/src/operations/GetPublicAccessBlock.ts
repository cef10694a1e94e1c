import { noSuchPublicAccessBlock } from "../domain/bucket-configuration/errors.ts";
import { readBucket } from "../find-bucket.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetPublicAccessBlock.html */
export const GetPublicAccessBlock: Operation<"GetPublicAccessBlock"> = async (
  input,
  call,
  store,
): Promise<Output<"GetPublicAccessBlock">> => {
  const { name, configurations } = await readBucket(store, input, call);
  if (configurations.publicAccessBlock === undefined) throw noSuchPublicAccessBlock(name);
  return { PublicAccessBlockConfiguration: configurations.publicAccessBlock };
};
