import { invalidArgument } from "../errors.ts";
import { NULL_VERSION } from "../object-version.ts";
import { orderInId } from "../objects/version-order.ts";

/**
 * The version behind which a listing goes on.
 * @throws AwsError InvalidArgument for a version without its key, and for what is no version's id
 */
export function readVersionMarker(versionId: string | undefined, key: string | undefined): string | undefined {
  if (versionId === undefined) return undefined;
  if (!key) {
    const message = "A version-id marker cannot be specified without a key marker.";
    throw invalidArgument(message, "version-id-marker", versionId);
  }
  if (versionId === "") throw invalidArgument("A version-id marker cannot be empty.", "version-id-marker", versionId);
  if (versionId === NULL_VERSION || orderInId(versionId) !== undefined) return versionId;
  throw invalidArgument("Invalid version id specified", "version-id-marker", versionId);
}
