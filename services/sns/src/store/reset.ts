import { dropSpaces, placesOf, type Records } from "@skylab/records";
import { endpointSpaces } from "./platform-applications.ts";
import { SPACES } from "./spaces.ts";

/** Forgets everything, or everything of one account. */
export async function reset(records: Records, account: string | undefined): Promise<void> {
  for (const { partition } of await placesOf(records).all(account)) {
    for await (const space of endpointSpaces(partition)) await dropSpaces(partition, [space]);
    await dropSpaces(partition, SPACES);
  }
}
