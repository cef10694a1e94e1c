import { ACCOUNTS_PARTITION, accountOfPartition, accountsTable } from "@skylab/identity";
import { type Partition, prefixRange, type Records } from "@skylab/records";
import { SPACES } from "./tables.ts";

/** So many records are removed by one commit. */
const REMOVED_AT_ONCE = 1000;

/** Forgets everything, or everything of one account; the account itself stays as long as it is not closed. */
export async function reset(records: Records, account: string | undefined): Promise<void> {
  for (const name of await records.partitions()) {
    const owner = accountOfPartition(name);
    if (owner === undefined || (account !== undefined && owner !== account)) continue;
    for (const space of SPACES) await clear(records.partition(name), space);
  }
  if (account === undefined) await clear(records.partition(ACCOUNTS_PARTITION), accountsTable.space);
}

async function clear(partition: Partition, space: string): Promise<void> {
  for (;;) {
    const entries = await partition.range(space, { ...prefixRange(), limit: REMOVED_AT_ONCE });
    if (entries.length === 0) return;
    await partition.commit({ writes: entries.map(({ key }) => ({ kind: "remove", space, key })) });
  }
}
