import { isSamePlace, type Place } from "@skylab/aws";
import { jsonTable, type Records, rememberRows, removeRecords, transact } from "@skylab/records";
import { API_IDS_SPACE, DIRECTORY } from "./spaces.ts";

/** An API, as its address leads to it. */
export type PublishedApi = {
  readonly apiId: string;
  readonly place: Place;
  readonly kind: "REST" | "HTTP" | "WEBSOCKET";
};

/** Whose an API is, by its id: addresses of the data plane name neither account nor region. */
export type Directory = {
  /**
   * Of which kind an API is and whose: as it is, or was less than a second ago where another replica has changed it since.
   * The very same object as long as no id was claimed or released.
   */
  readonly find: (apiId: string) => Promise<PublishedApi | undefined>;
  /**
   * Makes an id that of an API of a place, before its row is written there. False: an API elsewhere, or of another kind,
   * has it. True where the place has it already: whether there is such an API yet, the place's rows tell.
   */
  readonly claim: (api: PublishedApi) => Promise<boolean>;
  /** Gives the id of an API up, once its rows are gone. */
  readonly release: (apiId: string, place: Place) => Promise<void>;
};

const idRows = jsonTable<PublishedApi>(API_IDS_SPACE);

/** APIs that are remembered. */
const MAX_APIS = 10_000;

export function openDirectory(records: Records): Directory {
  const directory = records.partition(DIRECTORY);
  const find = rememberRows(directory, idRows, { most: MAX_APIS, make: (api) => api });
  return {
    find,
    claim: (api) =>
      transact(directory, async (rows) => {
        const current = await rows.get(idRows, api.apiId);
        if (current !== undefined) return isSamePlace(current.place, api.place) && current.kind === api.kind;
        rows.put(idRows, api, api.apiId);
        return true;
      }),
    release: (apiId, place) =>
      transact(directory, async (rows) => {
        const current = await rows.get(idRows, apiId);
        if (current !== undefined && isSamePlace(current.place, place)) rows.remove(idRows, apiId);
      }),
  };
}

/** Forgets which id is whose: all of them, or those of one account. */
export async function resetDirectory(records: Records, account: string | undefined): Promise<void> {
  await removeRecords(records.partition(DIRECTORY), API_IDS_SPACE, {
    goes: ({ value }) => account === undefined || idRows.decode(value).place.account === account,
  });
}
