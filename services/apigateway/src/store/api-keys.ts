import type { Place } from "@skylab/aws";
import { findInPlaces, jsonTable, type Records } from "@skylab/records";
import { MAX_VALUE_LENGTH } from "../domain/api-keys/api-key.ts";
import type { StoredApiKey } from "../domain/api-keys/stored-api-key.ts";
import { API_KEY_VALUES_SPACE, API_KEYS_SPACE } from "./spaces.ts";

/** By id. */
export const apiKeyRows = jsonTable<StoredApiKey>(API_KEYS_SPACE);

/** By value: the key's id. */
export const apiKeyValueRows = jsonTable<string>(API_KEY_VALUES_SPACE);

/** API keys as requests to APIs bring them: as they are, or were less than a second ago where another replica has changed them. */
export type ApiKeys = {
  readonly byValue: (place: Place, value: string) => Promise<StoredApiKey | undefined>;
};

/** Keys of a place that are remembered. */
const MAX_KEYS = 10_000;

export function openApiKeys(records: Records): ApiKeys {
  const findId = findInPlaces(records, apiKeyValueRows, { most: MAX_KEYS, make: (id) => id });
  const find = findInPlaces(records, apiKeyRows, { most: MAX_KEYS, make: (key) => key });
  return {
    byValue: async (place, value) => {
      if (value === "" || value.length > MAX_VALUE_LENGTH) return undefined;
      const id = await findId(place, value);
      return id === undefined ? undefined : find(place, id);
    },
  };
}
