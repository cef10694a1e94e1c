import type { Place } from "@skylab/aws";
import { checkQuotas, MAX_TABLES, type OtherTables, unitsOf } from "../domain/table/account-quotas.ts";
import type { TableDirectory } from "./table-directory.ts";

/** Tables of which an account may have only so many, and provision only so much: who wants more is refused. */
export function tablesInQuotas(tables: TableDirectory): TableDirectory {
  const besides = async (place: Place, name: string): Promise<OtherTables> => {
    const all = await tables.list(place, undefined, MAX_TABLES + 1);
    const others = all.filter((table) => table.name !== name);
    const units = others.map(unitsOf);
    return {
      count: others.length,
      provisioned: {
        read: units.reduce((sum, { read }) => sum + read, 0),
        write: units.reduce((sum, { write }) => sum + write, 0),
      },
    };
  };
  return {
    ...tables,
    create: async (place, table) => {
      checkQuotas({ before: undefined, after: table }, await besides(place, table.name), place.region);
      return tables.create(place, table);
    },
    change: async (place, name, decide) => {
      const others = await besides(place, name);
      return tables.change(place, name, (before) => {
        const after = decide(before);
        checkQuotas({ before, after }, others, place.region);
        return after;
      });
    },
  };
}
