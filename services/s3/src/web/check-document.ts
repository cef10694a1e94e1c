import type { OperationModel, RequestHead } from "@skylab/protocol";
import { ALGORITHMS, checksumHeader, checksumMember } from "../domain/checksums/algorithms.ts";
import { askedChecksum } from "../domain/checksums/asked-checksum.ts";
import { digestBody } from "../domain/checksums/body-digests.ts";

/**
 * Whether a document is the one whose digest stands in the request's head. The body of an object is checked where it is
 * stored, as it flows. @throws AwsError BadDigest, InvalidDigest, InvalidRequest
 */
export function checkDocument({ traits }: OperationModel, { headers }: RequestHead, document: Buffer): void {
  if (document.length === 0) return;
  const md5 = headers["content-md5"]?.toString();
  // In CompleteMultipartUpload, which takes no checksum of its document, they are the object's.
  const checksums = traits?.["httpChecksum"] === undefined ? {} : checksumsOf(headers);
  const asked = askedChecksum({ ContentMD5: md5, ...checksums }, undefined);
  if (asked.md5 !== undefined || asked.value !== undefined) digestBody(asked, NO_TRAILERS, document);
}

const NO_TRAILERS: ReadonlyMap<string, string> = new Map();

const checksumsOf = (headers: RequestHead["headers"]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    ALGORITHMS.flatMap((algorithm) => {
      const value = headers[checksumHeader(algorithm)];
      return value === undefined ? [] : [[checksumMember(algorithm), value.toString()]];
    }),
  );
