import { type AccessKey, ACCOUNTS_PARTITION, ACCOUNTS_TABLES, accountOfPartition, TABLES } from "@skylab/identity";
import { type Entry, keyAfter, type Partition, prefixRange, type Records } from "@skylab/records";
import { OWN_TABLES, SPACES } from "./tables.ts";

/** So many records are removed by one commit. */
const REMOVED_AT_ONCE = 1000;

/** Forgets everything, accounts included; or everything of one account, which stays with the keys of its root. */
export async function reset(records: Records, account: string | undefined): Promise<void> {
  for (const name of await records.partitions()) {
    const owner = accountOfPartition(name);
    if (owner === undefined || (account !== undefined && owner !== account)) continue;
    for (const space of SPACES) await clear(records.partition(name), space, account === undefined ? all : allButRoot);
  }
  if (account !== undefined) return;
  for (const { space } of Object.values(ACCOUNTS_TABLES)) {
    await clear(records.partition(ACCOUNTS_PARTITION), space, all);
  }
}

/** Whether a record goes. */
type Goes = (space: string, entry: Entry) => boolean;

const all: Goes = () => true;

const ROOTS: ReadonlySet<string> = new Set([TABLES.account.space, OWN_TABLES.rootKeys.space]);

const allButRoot: Goes = (space, { value }) =>
  space === TABLES.accessKeys.space ? keyOf(value).user !== undefined : !ROOTS.has(space);

const keyOf = (value: Uint8Array): AccessKey => TABLES.accessKeys.decode(value);

async function clear(partition: Partition, space: string, goes: Goes): Promise<void> {
  let { from, to } = prefixRange();
  for (;;) {
    const entries = await partition.range(space, { from, to, limit: REMOVED_AT_ONCE });
    const gone = entries.filter((entry) => goes(space, entry));
    if (gone.length > 0) {
      await partition.commit({ writes: gone.map(({ key }) => ({ kind: "remove", space, key })) });
    }
    const last = entries.at(-1);
    if (last === undefined || entries.length < REMOVED_AT_ONCE) return;
    from = keyAfter(last.key);
  }
}
