import { AwsError, type Ids } from "@skylab/aws";
import type { Transaction } from "@skylab/records";
import { checkApiKey, checkValue, newApiKey } from "../../domain/api-keys/api-key.ts";
import type { KeyOfFile } from "../../domain/api-keys/key-file.ts";
import type { StoredApiKey } from "../../domain/api-keys/stored-api-key.ts";
import { apiKeyRows, apiKeyValueRows } from "../../store/api-keys.ts";
import { addKeyToPlan } from "../usage-plans/add-key-to-plan.ts";
import { writeApiKey } from "./write-api-key.ts";

type Imported = { readonly id?: string; readonly warnings: readonly string[] };

type Making = { readonly ids: Ids; readonly now: number };

/** Makes a key of a file, or changes the one that has its value, and puts it into its plans; what cannot be is warned of. */
export async function importApiKey(rows: Transaction, asked: KeyOfFile, making: Making): Promise<Imported> {
  const { usagePlanIds, ...wanted } = asked;
  const refused = refusalOf(() => {
    checkApiKey(wanted);
    checkValue(wanted.value);
  });
  if (refused !== undefined) return { warnings: [`${wanted.name}: ${refused}`] };
  const key = await keyOf(rows, wanted, making);
  writeApiKey(rows, key);
  const warnings: string[] = [];
  for (const planId of usagePlanIds) {
    try {
      await addKeyToPlan(rows, planId, key.id);
    } catch (error) {
      warnings.push(`${wanted.name}: ${planId}: ${wordsOf(error)}`);
    }
  }
  return { id: key.id, warnings };
}

/** The same key may be imported again: the last time counts. */
async function keyOf(
  rows: Transaction,
  wanted: Omit<KeyOfFile, "usagePlanIds">,
  making: Making,
): Promise<StoredApiKey> {
  const id = await rows.get(apiKeyValueRows, wanted.value);
  const existing = id === undefined ? undefined : await rows.get(apiKeyRows, id);
  const made = newApiKey(wanted, making);
  return existing ? { ...existing, ...wanted, lastUpdatedDate: made.lastUpdatedDate } : made;
}

function refusalOf(check: () => void): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    return wordsOf(error);
  }
}

function wordsOf(error: unknown): string {
  if (error instanceof AwsError) return error.message;
  throw error;
}
