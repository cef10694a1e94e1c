import { type AccessKey, ACCOUNTS_PARTITION, ACCOUNTS_TABLES, accountOfPartition, TABLES } from "@skylab/identity";
import { dropSpaces, type Entry, type Partition, type Records, removeRecords } from "@skylab/records";
import { OWN_TABLES, SPACES } from "./tables.ts";

/** Forgets everything, accounts included; or everything of one account, which stays with the keys of its root. */
export async function reset(records: Records, account: string | undefined): Promise<void> {
  for (const name of await records.partitions()) {
    const owner = accountOfPartition(name);
    if (owner === undefined || (account !== undefined && owner !== account)) continue;
    if (account === undefined) await dropSpaces(records.partition(name), SPACES);
    else await clearButRoot(records.partition(name));
  }
  if (account !== undefined) return;
  const accounts = Object.values(ACCOUNTS_TABLES).map(({ space }) => space);
  await dropSpaces(records.partition(ACCOUNTS_PARTITION), accounts);
}

const { accessKeys, account: accountTable } = TABLES;

const KEPT: ReadonlySet<string> = new Set([accessKeys.space, accountTable.space, OWN_TABLES.rootKeys.space]);

async function clearButRoot(partition: Partition): Promise<void> {
  const dropped = SPACES.filter((space) => !KEPT.has(space));
  await dropSpaces(partition, dropped);
  await removeRecords(partition, accessKeys.space, { goes: (entry) => keyOf(entry).user !== undefined });
}

const keyOf = ({ value }: Entry): AccessKey => accessKeys.decode(value);
