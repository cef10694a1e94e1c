import type { ApiKey } from "@aws-sdk/client-api-gateway";
import { describeApiKey } from "../../domain/api-keys/api-key.ts";
import { findApiKey } from "../api-keys/find-api-key.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetApiKey.html */
export const GetApiKey: Operation<"GetApiKey"> = async (
  { apiKey, includeValue = false },
  { place },
  store,
): Promise<ApiKey> => describeApiKey(await findApiKey(store.of(place), apiKey), includeValue);
