import { checkEncodingType } from "../domain/listing/encoding-type.ts";
import { describeBytes, ownerOf } from "../domain/listing/describe-object.ts";
import { pageSize } from "../domain/listing/page-size.ts";
import { keyWriter } from "../domain/listing/url-encoded.ts";
import { readVersionMarker } from "../domain/listing/version-marker.ts";
import type { ObjectVersion } from "../domain/object-version.ts";
import { findBucket } from "../find-bucket.ts";
import type { Operation, Output } from "../operation.ts";
import type { ListedVersion } from "../store/listings.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html */
export const ListObjectVersions: Operation<"ListObjectVersions"> = async (
  input,
  call,
  store,
): Promise<Output<"ListObjectVersions">> => {
  const { Delimiter: delimiter = "", EncodingType, KeyMarker: after = "", Prefix: prefix = "" } = input;
  checkEncodingType(EncodingType);
  const limit = pageSize(input.MaxKeys, "max-keys");
  const versionIdMarker = readVersionMarker(input.VersionIdMarker, after);
  const bucket = await findBucket(store, input, call);
  const page = await store.listings.versions(bucket, { prefix, delimiter, after, versionIdMarker, limit });
  const write = keyWriter(EncodingType);
  const described = page.entries.map(({ version, isLatest }) => ({
    version,
    common: {
      Key: write(version.key),
      VersionId: version.versionId,
      IsLatest: isLatest,
      Owner: ownerOf(version.owner),
    },
  }));
  return {
    Name: bucket.name,
    Prefix: write(prefix),
    KeyMarker: write(after),
    VersionIdMarker: versionIdMarker ?? "",
    ...(page.isTruncated && nextMarkers(page, write)),
    MaxKeys: limit,
    ...(delimiter !== "" && { Delimiter: write(delimiter) }),
    IsTruncated: page.isTruncated,
    ...(EncodingType && { EncodingType }),
    Versions: described.flatMap(({ version, common }) =>
      version.kind === "object" ? [{ ...common, ...describeBytes(version) }] : [],
    ),
    DeleteMarkers: described.flatMap(({ version, common }) =>
      version.kind === "marker" ? [{ ...common, LastModified: new Date(version.lastModified) }] : [],
    ),
    CommonPrefixes: page.commonPrefixes.map((common) => ({ Prefix: write(common) })),
  };
};

/** A page that ends with a common prefix goes on behind it; one that ends with a version, behind that. */
function nextMarkers(
  { entries, last }: { readonly entries: readonly ListedVersion[]; readonly last: string | undefined },
  write: (text: string) => string,
): Pick<Output<"ListObjectVersions">, "NextKeyMarker" | "NextVersionIdMarker"> {
  const version: ObjectVersion | undefined = entries.at(-1)?.version;
  return {
    NextKeyMarker: write(last ?? ""),
    ...(version?.key === last && { NextVersionIdMarker: version?.versionId }),
  };
}
