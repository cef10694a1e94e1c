import type { ApiKeyIds } from "@aws-sdk/client-api-gateway";
import { readKeyFile } from "../../domain/api-keys/key-file.ts";
import { badRequest } from "../../domain/errors.ts";
import { importApiKey } from "../api-keys/import-api-key.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_ImportApiKeys.html */
export const ImportApiKeys: Operation<"ImportApiKeys"> = async (
  { body, failOnWarnings = false },
  { clock, ids, place },
  store,
): Promise<ApiKeyIds> => {
  const keys = readKeyFile(Buffer.from(body).toString());
  return await store.change(place, async (rows) => {
    const imported: string[] = [];
    const warnings: string[] = [];
    for (const key of keys) {
      const { id, warnings: about } = await importApiKey(rows, key, { ids, now: clock.now() });
      if (id !== undefined) imported.push(id);
      warnings.push(...about);
    }
    if (failOnWarnings && warnings.length > 0) throw badRequest(`Failed to import API keys: ${warnings.join("; ")}`);
    return { ids: imported, warnings };
  });
};
