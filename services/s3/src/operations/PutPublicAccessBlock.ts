import { configureBucket } from "../change-bucket.ts";
import { readPublicAccessBlock } from "../domain/bucket-configuration/public-access-block.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutPublicAccessBlock.html */
export const PutPublicAccessBlock: Operation<"PutPublicAccessBlock"> = async (input, call, store): Promise<object> => {
  const publicAccessBlock = readPublicAccessBlock(input.PublicAccessBlockConfiguration);
  await configureBucket(store, { input, call }, { publicAccessBlock });
  return {};
};
