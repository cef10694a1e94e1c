import type { Place } from "@skylab/aws";
import { allRows, dropSpaces, keyTable, type Partition, placesOf, readerOf } from "@skylab/records";
import { functionArn } from "../domain/functions/function-arn.ts";
import { endEnvironments } from "../functions/end-environments.ts";
import { removeCode } from "./code.ts";
import { firstText } from "./key-texts.ts";
import { FUNCTIONS_SPACE, SPACES } from "./spaces.ts";
import type { LambdaEngines } from "./engines.ts";
import { resetUrlIds } from "./urls.ts";

/** Forgets everything, or everything of one account. */
export async function reset(
  engines: Pick<LambdaEngines, "blobs" | "host" | "log" | "records">,
  account: string | undefined,
): Promise<void> {
  const { records } = engines;
  for (const { partition, place } of await placesOf(records).all(account)) {
    const functions = await functionsIn(partition, place);
    await removeCode(engines, partition);
    await dropSpaces(partition, SPACES);
    // Nobody starts one any more: what is provisioned would stay otherwise.
    for (const arn of functions) await endEnvironments(arn, engines);
  }
  await resetUrlIds(records, account);
}

async function functionsIn(partition: Partition, place: Place): Promise<readonly string[]> {
  const arns: string[] = [];
  for await (const { key } of allRows(readerOf(partition), keyTable(FUNCTIONS_SPACE))) {
    arns.push(functionArn({ place, name: firstText(key) }));
  }
  return arns;
}
