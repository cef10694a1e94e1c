import type { Place } from "@skylab/aws";
import { allRows, jsonTable, keyTexts, type Places, readerOf, transact } from "@skylab/records";
import { groupNotFound, limitExceeded, metricFilterNotFound } from "../domain/errors.ts";
import type { GroupAddress } from "../domain/groups/group.ts";
import { MAX_METRIC_FILTERS, type MetricFilter, type MetricFilterRow } from "../domain/metric-filters/metric-filter.ts";
import { groupRows } from "./groups.ts";
import { METRIC_FILTERS_SPACE } from "./spaces.ts";

/** The metric filters of groups. */
export type MetricFilters = {
  /**
   * Makes a filter, or puts it in the place of the one of its name.
   * @throws AwsError ResourceNotFoundException, LimitExceededException
   */
  readonly put: (group: GroupAddress, name: string, row: MetricFilterRow) => Promise<void>;
  /** @throws AwsError ResourceNotFoundException */
  readonly remove: (group: GroupAddress, name: string) => Promise<void>;
  /** Those of a group, or of all groups of a place, of whose names and groups the order is. */
  readonly list: (place: Place, group: string | undefined) => Promise<readonly MetricFilter[]>;
};

const filterRows = jsonTable<MetricFilterRow>(METRIC_FILTERS_SPACE);

export const openMetricFilters = (places: Places): MetricFilters => ({
  put: (group, name, row) =>
    transact(places.at(group.place), async (rows) => {
      const of = await rows.get(groupRows, group.name);
      if (of === undefined) throw groupNotFound();
      const before = await rows.get(filterRows, group.name, name);
      const metricFilterCount = of.metricFilterCount + (before === undefined ? 1 : 0);
      if (metricFilterCount > MAX_METRIC_FILTERS) throw limitExceeded();
      rows.put(groupRows, { ...of, metricFilterCount }, group.name);
      rows.put(filterRows, row, group.name, name);
    }),
  remove: (group, name) =>
    transact(places.at(group.place), async (rows) => {
      const of = await rows.get(groupRows, group.name);
      if (of === undefined) throw groupNotFound();
      if ((await rows.get(filterRows, group.name, name)) === undefined) throw metricFilterNotFound();
      rows.put(groupRows, { ...of, metricFilterCount: of.metricFilterCount - 1 }, group.name);
      rows.remove(filterRows, group.name, name);
    }),
  list: async (place, group) => {
    const filters: MetricFilter[] = [];
    const prefix = group === undefined ? [] : [group];
    for await (const { key, row } of allRows(readerOf(places.at(place)), filterRows, prefix)) {
      const [of = "", name = ""] = keyTexts(key);
      filters.push({ group: of, name, row });
    }
    return filters.toSorted((a, b) => compareText(a.name, b.name) || compareText(a.group, b.group));
  },
});

const compareText = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
