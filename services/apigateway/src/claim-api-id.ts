import type { Place } from "@skylab/aws";
import type { Table } from "@skylab/records";
import { conflict } from "./domain/errors.ts";
import { API_ID_LENGTH, newId } from "./domain/new-id.ts";
import { checkTags, type Tags } from "./domain/tags.ts";
import type { PublishedApi } from "./store/directory.ts";
import type { ApigatewayStore } from "./store/store.ts";

/** The tag by which whoever creates an API chooses its id, as users of emulators know it. */
const CUSTOM_ID_TAG = "_custom_id_";

export type NewApi<Row> = {
  readonly place: Place;
  readonly kind: PublishedApi["kind"];
  /** One of them may choose the API's id. */
  readonly tags: Tags | undefined;
  /** Where APIs of its kind are kept, by their ids. */
  readonly table: Table<Row>;
};

type Engines = Pick<ApigatewayStore, "directory" | "ids" | "of">;

/**
 * Makes an API under an id that no other has, and gives the id up where it is not made.
 * @throws AwsError BadRequestException for tags that cannot be, ConflictException for an id that another API has
 */
export async function withNewApiId<Row, Made>(
  store: Engines,
  api: NewApi<Row>,
  make: (apiId: string) => Promise<Made>,
): Promise<Made> {
  const { place, table } = api;
  checkTags(api.tags);
  const apiId = await claimApiId(store, api);
  try {
    return await make(apiId);
  } catch (error) {
    if ((await store.of(place).get(table, apiId)) === undefined) await store.directory.release(apiId, place);
    throw error;
  }
}

/** An id that is the place's from now on, though it may have such an API already. */
async function claimApiId(
  { directory, ids }: Engines,
  { place, kind, tags }: Omit<NewApi<never>, "table">,
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
