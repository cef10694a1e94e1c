import type { Reader } from "@skylab/records";
import { noSuchApiKey } from "../../domain/api-keys/api-key.ts";
import type { StoredApiKey } from "../../domain/api-keys/stored-api-key.ts";
import { apiKeyRows } from "../../store/api-keys.ts";

/** @throws AwsError NotFoundException */
export async function findApiKey(rows: Reader, id: string): Promise<StoredApiKey> {
  const key = await rows.get(apiKeyRows, id);
  if (key === undefined) throw noSuchApiKey();
  return key;
}
