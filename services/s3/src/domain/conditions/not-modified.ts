import { AwsError } from "@skylab/aws";
import type { StoredObject } from "../object-version.ts";
import { quoted } from "./etag.ts";

/** The client has the object already: the answer tells it what it would have told with the object. */
export function notModified({ etag, lastModified, headers }: StoredObject, versionId: string | undefined): AwsError {
  return new AwsError("NotModified", "Not Modified", {
    status: 304,
    headers: {
      etag: quoted(etag),
      "last-modified": new Date(lastModified).toUTCString(),
      ...(headers.cacheControl !== undefined && { "cache-control": headers.cacheControl }),
      ...(headers.expires !== undefined && { expires: headers.expires }),
      ...(versionId !== undefined && { "x-amz-version-id": versionId }),
    },
  });
}
