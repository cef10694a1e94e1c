import type { GetAccountSettingsResponse } from "@aws-sdk/client-lambda";
import {
  MAX_CODE_STORAGE_BYTES,
  MAX_CONCURRENT,
  MAX_UNZIPPED_BYTES,
  MAX_ZIPPED_BYTES,
} from "../domain/functions/limits.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetAccountSettings.html */
export const GetAccountSettings: Operation<"GetAccountSettings"> = async (
  _input,
  { place },
  store,
): Promise<GetAccountSettingsResponse> => {
  return {
    AccountLimit: {
      TotalCodeSize: MAX_CODE_STORAGE_BYTES,
      CodeSizeUnzipped: MAX_UNZIPPED_BYTES,
      CodeSizeZipped: MAX_ZIPPED_BYTES,
      ConcurrentExecutions: MAX_CONCURRENT,
      UnreservedConcurrentExecutions: await store.concurrency.unreserved(place),
    },
    AccountUsage: {
      TotalCodeSize: await store.code.storedBytes(place),
      FunctionCount: await store.functions.count(place),
    },
  };
};
