import { dropSpaces, placesOf } from "@skylab/records";
import { removeCode } from "./code.ts";
import { SPACES } from "./spaces.ts";
import type { LambdaEngines } from "./store.ts";
import { resetUrlIds } from "./urls.ts";

/** Forgets everything, or everything of one account. */
export async function reset(
  engines: Pick<LambdaEngines, "blobs" | "records">,
  account: string | undefined,
): Promise<void> {
  const { records } = engines;
  for (const { partition } of await placesOf(records).all(account)) {
    await removeCode(engines, partition);
    await dropSpaces(partition, SPACES);
  }
  await resetUrlIds(records, account);
}
