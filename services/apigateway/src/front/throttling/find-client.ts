import type { Place } from "@skylab/aws";
import type { StoredApiKey } from "../../domain/api-keys/stored-api-key.ts";
import type { StoredUsagePlan } from "../../domain/usage-plans/stored-usage-plan.ts";
import type { ApigatewayStore } from "../../store/store.ts";

/** Whose API key came with a request, and by which plan it may call the stage. */
export type Client = { readonly apiKey: StoredApiKey; readonly usagePlan: StoredUsagePlan };

export type KeyOfRequest = {
  readonly place: Place;
  readonly apiId: string;
  readonly stage: string;
  /** As `x-api-key` or an authorizer's `usageIdentifierKey` has it. */
  readonly value: string | undefined;
};

/**
 * The client that an API key stands for; `undefined`: AWS answers 403 `Forbidden` where a method requires one. A key that is
 * disabled, or in no usage plan that has the stage, is none.
 */
export async function findClient(
  { apiKeys, usagePlans }: Pick<ApigatewayStore, "apiKeys" | "usagePlans">,
  { apiId, place, stage, value }: KeyOfRequest,
): Promise<Client | undefined> {
  const apiKey = value === undefined ? undefined : await apiKeys.byValue(place, value);
  if (!apiKey?.enabled) return undefined;
  const usagePlan = await usagePlans.of(place, apiKey.id, { apiId, stage });
  return usagePlan && { apiKey, usagePlan };
}
