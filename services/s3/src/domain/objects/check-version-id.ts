import type { Bucket } from "../bucket.ts";
import { invalidArgument } from "../errors.ts";
import { NULL_VERSION } from "../object-version.ts";
import { orderInId } from "./version-order.ts";

/** @throws AwsError InvalidArgument where a request asks for a version that the bucket cannot have */
export function checkVersionId({ versioning }: Bucket, versionId: string | undefined): void {
  if (versionId === undefined || versionId === NULL_VERSION) return;
  if (versionId === "") throw invalidArgument("Version id cannot be the empty string", "versionId", versionId);
  if (versioning === undefined || orderInId(versionId) === undefined) {
    throw invalidArgument("Invalid version id specified", "versionId", versionId);
  }
}
