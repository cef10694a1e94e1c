import { allRows, keyTexts, type Listed, type Reader } from "@skylab/records";
import type { UsagePlanKey } from "@aws-sdk/client-api-gateway";
import type { StoredApiKey } from "../../domain/api-keys/stored-api-key.ts";
import type { Page } from "../../domain/page.ts";
import { apiKeyRows } from "../../store/api-keys.ts";
import { usagePlanKeyRows } from "../../store/usage-plans.ts";

/** The id of a key, of a row that says that a plan has it. */
const keyIdOf = ({ key }: Pick<Listed<unknown>, "key">): string => keyTexts(key)[1] ?? "";

/** So many keys of a plan are read at a time. */
const AT_ONCE = 500;

/** The ids of all keys that a plan has. */
export async function keysOfPlan(rows: Reader, planId: string): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const listed of allRows(rows, usagePlanKeyRows, [planId])) ids.push(keyIdOf(listed));
  return ids;
}

export type PlanKeys = { readonly page: Page; readonly goes: (key: StoredApiKey) => boolean };

/** The keys of a plan that match, and one more than the page holds where there are more: as `pageOf` takes them. */
export async function listPlanKeys(
  rows: Reader,
  planId: string,
  { goes, page }: PlanKeys,
): Promise<readonly Listed<StoredApiKey>[]> {
  const found: Listed<StoredApiKey>[] = [];
  const wanted = page.limit + 1;
  let { after } = page;
  for (;;) {
    const piece = await rows.list(usagePlanKeyRows, { prefix: [planId], after, limit: AT_ONCE });
    const keys = await Promise.all(piece.map((one) => rows.get(apiKeyRows, keyIdOf(one))));
    for (const [index, row] of keys.entries()) {
      const key = piece[index]?.key;
      if (key && row && goes(row)) found.push({ key, row });
    }
    after = piece.at(-1)?.key;
    if (found.length >= wanted || piece.length < AT_ONCE) return found.slice(0, wanted);
  }
}

/** A key as a plan tells it. */
export const describePlanKey = ({ id, name, value }: StoredApiKey): UsagePlanKey => ({
  id,
  type: "API_KEY",
  value,
  ...(name !== undefined && { name }),
});
