import { insightsIndexNotFound } from "./table-errors.ts";
import type { ContributorInsights, Table } from "./table.ts";

/** Where nothing was asked for. */
export const DEFAULT_MODE: ContributorInsights["mode"] = "ACCESSED_AND_THROTTLED_KEYS";

/** The key of the table's own settings: no index is called so. */
const OWN = "";

/** What is set for a table, or for an index of it. */
export const insightsOf = ({ settings }: Table, index = OWN): ContributorInsights | undefined =>
  settings.contributorInsights[index];

export function withInsights(table: Table, index = OWN, insights: ContributorInsights): Table {
  const contributorInsights = { ...table.settings.contributorInsights, [index]: insights };
  return { ...table, settings: { ...table.settings, contributorInsights } };
}

/** @throws AwsError `ResourceNotFoundException` */
export function checkInsightsIndex({ globalIndexes, name }: Table, index: string | undefined): void {
  if (index === undefined || globalIndexes.some((one) => one.name === index)) return;
  throw insightsIndexNotFound(index, name);
}

/** All that is set for a table, as lists tell it. */
export const describeInsights = ({ name, settings }: Table) =>
  Object.entries(settings.contributorInsights).map(([index, { enabled, mode }]) => ({
    TableName: name,
    IndexName: index === OWN ? undefined : index,
    ContributorInsightsStatus: enabled ? ("ENABLED" as const) : ("DISABLED" as const),
    ContributorInsightsMode: mode,
  }));
