import { allRows, dropSpaces, placesOf, readerOf, type Records } from "@skylab/records";
import { groupRows } from "./groups.ts";
import { groupSpaces, SPACES } from "./spaces.ts";

/** Forgets everything, or everything of one account. */
export async function reset(records: Records, account: string | undefined): Promise<void> {
  for (const { partition } of await placesOf(records).all(account)) {
    for await (const { row } of allRows(readerOf(partition), groupRows))
      await dropSpaces(partition, Object.values(groupSpaces(row.id)));
    await dropSpaces(partition, SPACES);
  }
}
