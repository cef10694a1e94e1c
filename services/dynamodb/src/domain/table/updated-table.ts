import { changeBilling } from "./billing-change.ts";
import { changeEncryption } from "./encryption.ts";
import { changeIndexes } from "./index-updates.ts";
import type { Birth } from "./new-table.ts";
import { changeStream } from "../stream/stream-settings.ts";
import type { RawTableUpdate } from "./table-input.ts";
import type { TableAddress } from "./table-name.ts";
import type { Billing, Table, TableSettings, Throughput } from "./table.ts";
import { defaultWarm, LOWER_THAN_CURRENT, readWarm } from "./throughput.ts";

/**
 * The table that an update makes of one; the form of the update was checked.
 * @throws AwsError in AWS's words
 */
export function updatedTable(
  table: Table,
  asked: RawTableUpdate,
  { newId, now, place }: Birth & Pick<TableAddress, "place">,
): Table {
  const billing = changeBilling(table.billing, asked, now);
  const globalIndexes = changeIndexes(table, asked, { now, newId, billing });
  const { formerStreams, stream } = changeStream(table, asked.StreamSpecification, now);
  const sse = changeEncryption(table.settings.sse, asked.SSESpecification, place);
  const warmThroughput = changeWarm(table.settings.warmThroughput, asked, billing);
  const { settings: _settings, stream: _stream, ...rest } = table;
  return {
    ...rest,
    billing,
    globalIndexes,
    ...(stream && { stream }),
    formerStreams,
    deletionProtection: asked.DeletionProtectionEnabled ?? table.deletionProtection,
    ...changeClass(table, asked.TableClass, now),
    settings: settingsOf(table.settings, { sse, warmThroughput }),
  };
}

/** AWS does nothing where `STANDARD` is asked for of a table that is it by default. */
function changeClass(
  { tableClass }: Table,
  name: RawTableUpdate["TableClass"],
  now: number,
): Pick<Table, "tableClass"> {
  if (name === undefined || name === (tableClass?.name ?? "STANDARD")) return {};
  return { tableClass: { name, changedAt: now } };
}

function changeWarm(
  before: Throughput | undefined,
  { WarmThroughput }: RawTableUpdate,
  billing: Billing,
): Throughput | undefined {
  if (WarmThroughput === undefined) return before;
  const provisioned = billing.mode === "PROVISIONED" ? billing.throughput : undefined;
  return readWarm(WarmThroughput, before ?? defaultWarm(billing, provisioned), { lowerThan: LOWER_THAN_CURRENT });
}

type Changed = { readonly sse: TableSettings["sse"]; readonly warmThroughput: Throughput | undefined };

const settingsOf = (
  { contributorInsights, kinesis }: TableSettings,
  { sse, warmThroughput }: Changed,
): TableSettings => ({
  ...(sse && { sse }),
  ...(warmThroughput && { warmThroughput }),
  contributorInsights,
  kinesis,
});
