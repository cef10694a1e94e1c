import type { Place } from "@skylab/aws";
import { conflict } from "./domain/errors.ts";
import { API_ID_LENGTH, newId } from "./domain/new-id.ts";
import type { PublishedApi } from "./store/published.ts";
import type { ApigatewayStore } from "./store/store.ts";

/** The tag by which whoever creates an API chooses its id, as users of emulators know it. */
const CUSTOM_ID_TAG = "_custom_id_";

export type NewApi = {
  readonly place: Place;
  readonly kind: PublishedApi["kind"];
  readonly tags?: Readonly<Record<string, string>> | undefined;
};

/**
 * An id for a new API, which is its place's from now on.
 * @throws AwsError ConflictException where a tag asks for one that an API of another place or kind has
 */
export async function claimApiId(
  { directory, ids }: Pick<ApigatewayStore, "directory" | "ids">,
  { place, kind, tags }: NewApi,
): Promise<string> {
  const custom = tags?.[CUSTOM_ID_TAG];
  if (custom !== undefined) {
    if (!(await directory.claim({ apiId: custom, place, kind }))) throw apiIdTaken(custom);
    return custom;
  }
  let apiId: string;
  do apiId = newId(ids, API_ID_LENGTH);
  while (!(await directory.claim({ apiId, place, kind })));
  return apiId;
}

/** AWS knows no such tag, and has no words. */
export const apiIdTaken = (apiId: string) => conflict(`An API with the id ${apiId} exists already`);
