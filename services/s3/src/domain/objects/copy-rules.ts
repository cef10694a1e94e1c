import type * as sdk from "@aws-sdk/client-s3";
import { type Algorithm, isAlgorithm } from "../checksums/algorithms.ts";
import { unsupportedAlgorithm } from "../checksums/errors.ts";
import { invalidRequest } from "../errors.ts";
import type { StoredObject } from "../object-version.ts";
import { readCopySource } from "./copy-source.ts";

/** 5 GiB. https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
const MAX_BYTES = 5 * 1024 ** 3;

/** @throws AwsError InvalidRequest */
export function checkCopySize(size: number): void {
  if (size <= MAX_BYTES) return;
  throw invalidRequest(
    `The specified copy source is larger than the maximum allowable size for a copy source: ${MAX_BYTES}`,
  );
}

/** What a copy changes, of an object that is copied to itself. */
export type CopyInput = {
  readonly Bucket: string;
  readonly Key: string;
  readonly CopySource: string;
  readonly MetadataDirective?: sdk.MetadataDirective | undefined;
  readonly StorageClass?: sdk.StorageClass | undefined;
  readonly WebsiteRedirectLocation?: string | undefined;
  readonly ServerSideEncryption?: sdk.ServerSideEncryption | undefined;
  readonly SSECustomerKey?: string | undefined;
};

/** A copy of an object to itself must change something of it. @throws AwsError InvalidRequest */
export function checkSelfCopy(input: CopyInput): void {
  const source = readCopySource(input.CopySource);
  if (source.bucket !== input.Bucket || source.key !== input.Key || source.versionId !== undefined) return;
  const { MetadataDirective, StorageClass, WebsiteRedirectLocation, ServerSideEncryption, SSECustomerKey } = input;
  const changes = [StorageClass, WebsiteRedirectLocation, ServerSideEncryption, SSECustomerKey];
  if (MetadataDirective === "REPLACE" || changes.some((change) => change !== undefined)) return;
  throw invalidRequest(
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
  );
}

/** What a copy is summed by: what is asked for, or else what its source is. @throws AwsError InvalidRequest */
export function copyAlgorithm(asked: sdk.ChecksumAlgorithm | undefined, source: StoredObject): Algorithm | undefined {
  const algorithm = asked?.toUpperCase() ?? source.checksum?.algorithm;
  if (algorithm !== undefined && !isAlgorithm(algorithm)) throw unsupportedAlgorithm();
  return algorithm;
}
