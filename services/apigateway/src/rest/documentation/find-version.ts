import type { Place } from "@skylab/aws";
import type { Reader } from "@skylab/records";
import {
  noSuchDocumentationVersion,
  type StoredDocumentationVersion,
} from "../../domain/documentation/documentation.ts";
import { documentationVersionRows } from "../../store/documentation.ts";
import { apiOf } from "../../store/rest-apis.ts";

export type VersionAddress = { readonly restApiId: string; readonly documentationVersion: string };

/** @throws AwsError NotFoundException */
export async function findVersion(
  rows: Reader,
  place: Place,
  { documentationVersion, restApiId }: VersionAddress,
): Promise<StoredDocumentationVersion> {
  const version = await rows.get(documentationVersionRows, restApiId, documentationVersion);
  if (version !== undefined) return version;
  await apiOf(rows, place, restApiId);
  throw noSuchDocumentationVersion();
}
