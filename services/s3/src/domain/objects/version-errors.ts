import { AwsError } from "@skylab/aws";
import { noSuchKey } from "../errors.ts";
import type { DeleteMarker } from "../object-version.ts";

/** The object was deleted: its current version is a marker. */
export function deletedKey(key: string, marker: DeleteMarker): AwsError {
  const { code, message, members } = noSuchKey(key);
  return new AwsError(code, message, { members, headers: markerHeaders(marker) });
}

/** A marker was asked for by its id, and is no object. */
export const markerNotAllowed = (method: string, marker: DeleteMarker): AwsError =>
  new AwsError("MethodNotAllowed", "The specified method is not allowed against this resource.", {
    status: 405,
    members: { Method: method, ResourceType: "DeleteMarker" },
    headers: {
      ...markerHeaders(marker),
      allow: "DELETE",
      "last-modified": new Date(marker.lastModified).toUTCString(),
    },
  });

const markerHeaders = ({ versionId }: DeleteMarker): Readonly<Record<string, string>> => ({
  "x-amz-delete-marker": "true",
  "x-amz-version-id": versionId,
});
