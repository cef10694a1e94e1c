import { AwsError } from "@skylab/aws";
import { noSuchKey, preconditionFailed } from "../errors.ts";
import type { ObjectVersion } from "../object-version.ts";
import { unquoted } from "./etag.ts";

/**
 * The condition of a deletion, an ETag or `*`, to be asked about the version that is to be deleted, or to get a marker
 * before it. https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-deletes.html
 */
export const deleteCheck =
  (key: string, etag: string | undefined) =>
  (current: ObjectVersion | undefined): void => {
    if (etag === undefined) return;
    if (current === undefined) throw noSuchKey(key);
    const isMeant = current.kind === "object" && (etag === "*" || unquoted(etag) === current.etag);
    if (!isMeant) throw preconditionFailed("If-Match");
  };

/** What a header asks for that S3 does of directory buckets alone, or that nobody here can prove. */
export const headerNotImplemented = (header: string): AwsError =>
  new AwsError("NotImplemented", "A header you provided implies functionality that is not implemented", {
    members: { Header: header },
  });
