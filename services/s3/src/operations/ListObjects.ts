import { checkEncodingType } from "../domain/listing/encoding-type.ts";
import { describeBytes, ownerOf } from "../domain/listing/describe-object.ts";
import { pageSize } from "../domain/listing/page-size.ts";
import { keyWriter } from "../domain/listing/url-encoded.ts";
import { findBucket } from "../find-bucket.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html */
export const ListObjects: Operation<"ListObjects"> = async (input, call, store): Promise<Output<"ListObjects">> => {
  const { Delimiter: delimiter = "", EncodingType, Marker: after = "", Prefix: prefix = "" } = input;
  checkEncodingType(EncodingType);
  const limit = pageSize(input.MaxKeys, "max-keys");
  const bucket = await findBucket(store, input, call);
  const page = await store.listings.objects(bucket, { prefix, delimiter, after, limit });
  const write = keyWriter(EncodingType);
  // Without a delimiter the last key itself is the next marker.
  const hasNextMarker = page.isTruncated && delimiter !== "" && page.last !== undefined;
  return {
    Name: bucket.name,
    Prefix: write(prefix),
    Marker: write(after),
    ...(hasNextMarker && { NextMarker: write(page.last ?? "") }),
    MaxKeys: limit,
    ...(delimiter !== "" && { Delimiter: write(delimiter) }),
    IsTruncated: page.isTruncated,
    ...(EncodingType && { EncodingType }),
    Contents: page.entries.map((object) => ({
      Key: write(object.key),
      ...describeBytes(object),
      Owner: ownerOf(object.owner),
    })),
    CommonPrefixes: page.commonPrefixes.map((common) => ({ Prefix: write(common) })),
  };
};
