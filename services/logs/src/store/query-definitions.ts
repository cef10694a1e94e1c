import type { Place } from "@skylab/aws";
import { allRows, jsonTable, keyTexts, type Places, readerOf, transact } from "@skylab/records";
import type { QueryDefinition, QueryDefinitionRow } from "../domain/queries/query-definition.ts";
import { QUERY_DEFINITIONS_SPACE } from "./spaces.ts";

/** Queries that were saved. */
export type QueryDefinitions = {
  readonly create: (place: Place, definition: QueryDefinition) => Promise<void>;
  /** False where there is none of this id. */
  readonly replace: (place: Place, definition: QueryDefinition) => Promise<boolean>;
  readonly remove: (place: Place, id: string) => Promise<boolean>;
  readonly list: (place: Place) => Promise<readonly QueryDefinition[]>;
};

const definitionRows = jsonTable<QueryDefinitionRow>(QUERY_DEFINITIONS_SPACE);

export const openQueryDefinitions = (places: Places): QueryDefinitions => ({
  create: (place, { id, row }) =>
    transact(places.at(place), (rows) => Promise.resolve(rows.put(definitionRows, row, id))),
  replace: (place, { id, row }) =>
    transact(places.at(place), async (rows) => {
      if ((await rows.get(definitionRows, id)) === undefined) return false;
      rows.put(definitionRows, row, id);
      return true;
    }),
  remove: (place, id) =>
    transact(places.at(place), async (rows) => {
      if ((await rows.get(definitionRows, id)) === undefined) return false;
      rows.remove(definitionRows, id);
      return true;
    }),
  list: async (place) => {
    const definitions: QueryDefinition[] = [];
    for await (const { key, row } of allRows(readerOf(places.at(place)), definitionRows))
      definitions.push({ id: keyTexts(key)[0] ?? "", row });
    return definitions;
  },
});
