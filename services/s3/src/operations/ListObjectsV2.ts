import { continuationToken, readContinuationToken } from "../domain/buckets/continuation-token.ts";
import { checkEncodingType } from "../domain/listing/encoding-type.ts";
import { describeBytes, ownerOf } from "../domain/listing/describe-object.ts";
import { pageSize } from "../domain/listing/page-size.ts";
import { keyWriter } from "../domain/listing/url-encoded.ts";
import { findBucket } from "../find-bucket.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
export const ListObjectsV2: Operation<"ListObjectsV2"> = async (
  input,
  call,
  store,
): Promise<Output<"ListObjectsV2">> => {
  const { ContinuationToken, Delimiter: delimiter = "", EncodingType, Prefix: prefix = "", StartAfter } = input;
  checkEncodingType(EncodingType);
  const limit = pageSize(input.MaxKeys, "max-keys");
  // A page that goes on does not begin anew where the first one did.
  const after = readContinuationToken(ContinuationToken) ?? StartAfter ?? "";
  const bucket = await findBucket(store, input, call);
  const page = await store.listings.objects(bucket, { prefix, delimiter, after, limit });
  const write = keyWriter(EncodingType);
  return {
    Name: bucket.name,
    Prefix: write(prefix),
    ...(ContinuationToken !== undefined && { ContinuationToken }),
    ...(StartAfter !== undefined && ContinuationToken === undefined && { StartAfter: write(StartAfter) }),
    ...(page.isTruncated && page.last !== undefined && { NextContinuationToken: continuationToken(page.last) }),
    KeyCount: page.entries.length + page.commonPrefixes.length,
    MaxKeys: limit,
    ...(delimiter !== "" && { Delimiter: write(delimiter) }),
    IsTruncated: page.isTruncated,
    ...(EncodingType && { EncodingType }),
    Contents: page.entries.map((object) => ({
      Key: write(object.key),
      ...describeBytes(object),
      ...(input.FetchOwner && { Owner: ownerOf(object.owner) }),
    })),
    CommonPrefixes: page.commonPrefixes.map((common) => ({ Prefix: write(common) })),
  };
};
