import type { Transaction } from "@skylab/records";
import type { StoredApiKey } from "../../domain/api-keys/stored-api-key.ts";
import { apiKeyRows, apiKeyValueRows } from "../../store/api-keys.ts";

/** Writes a key, so that requests find it by its value. */
export function writeApiKey(rows: Transaction, key: StoredApiKey): void {
  rows.put(apiKeyRows, key, key.id);
  rows.put(apiKeyValueRows, key.id, key.value);
}
