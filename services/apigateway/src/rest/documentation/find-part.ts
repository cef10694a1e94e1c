import type { Place } from "@skylab/aws";
import type { Reader } from "@skylab/records";
import { noSuchDocumentationPart, type StoredDocumentationPart } from "../../domain/documentation/documentation.ts";
import { documentationPartRows } from "../../store/documentation.ts";
import { apiOf } from "../../store/rest-apis.ts";

export type PartAddress = { readonly restApiId: string; readonly documentationPartId: string };

/** @throws AwsError NotFoundException */
export async function findPart(
  rows: Reader,
  place: Place,
  { documentationPartId, restApiId }: PartAddress,
): Promise<StoredDocumentationPart> {
  const part = await rows.get(documentationPartRows, restApiId, documentationPartId);
  if (part !== undefined) return part;
  await apiOf(rows, place, restApiId);
  throw noSuchDocumentationPart();
}
