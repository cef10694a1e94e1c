import { dropSpaces, placesOf, type Records } from "@skylab/records";
import { resetConnections } from "./connections.ts";
import { resetDirectory } from "./directory.ts";
import { resetHosts } from "./domain-names.ts";
import { SPACES } from "./spaces.ts";

/** Forgets everything, or everything of one account. */
export async function reset(records: Records, account: string | undefined): Promise<void> {
  for (const { partition } of await placesOf(records).all(account)) await dropSpaces(partition, SPACES);
  await resetDirectory(records, account);
  await resetHosts(records, account);
  await resetConnections(records, account);
}
