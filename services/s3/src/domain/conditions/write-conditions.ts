import { noSuchKey, preconditionFailed } from "../errors.ts";
import type { ObjectVersion } from "../object-version.ts";
import { conditionNotImplemented } from "./errors.ts";
import { unquoted } from "./etag.ts";

/** What must hold of the object that is there for another one to take its place. */
export type WriteConditions = { readonly IfMatch?: string | undefined; readonly IfNoneMatch?: string | undefined };

/**
 * The conditions of a write, to be asked about the version that is current when it is committed.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 * @throws AwsError NotImplemented for conditions that S3 does not take
 */
export function writeCheck(
  key: string,
  { IfMatch: match, IfNoneMatch: noneMatch }: WriteConditions,
): (current: ObjectVersion | undefined) => void {
  if (match !== undefined && noneMatch !== undefined) {
    throw conditionNotImplemented(
      "If-Match,If-None-Match",
      "Multiple conditional request headers present in the request",
    );
  }
  if (noneMatch !== undefined && noneMatch !== "*") throw valueNotTaken("If-None-Match");
  if (match === "*") throw valueNotTaken("If-Match");
  return (current) => {
    const isThere = current?.kind === "object";
    if (noneMatch !== undefined && isThere) throw preconditionFailed("If-None-Match");
    if (match === undefined) return;
    if (!isThere) throw noSuchKey(key);
    if (unquoted(match) !== current.etag) throw preconditionFailed("If-Match");
  };
}

const valueNotTaken = (header: string): Error =>
  conditionNotImplemented(header, `We don't accept the provided value of ${header} header for this API`);
