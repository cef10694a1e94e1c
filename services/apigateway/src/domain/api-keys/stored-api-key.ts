import type { ApiKey } from "@aws-sdk/client-api-gateway";
import type { Stored } from "../stored.ts";

/** An API key as it is kept. */
export type StoredApiKey = Stored<ApiKey> & { readonly id: string; readonly value: string; readonly enabled: boolean };
