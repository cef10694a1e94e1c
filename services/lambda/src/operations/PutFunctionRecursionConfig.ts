import type { PutFunctionRecursionConfigResponse } from "@aws-sdk/client-lambda";
import { readUnqualifiedName } from "../domain/functions/unqualified-name.ts";
import { changeFunction } from "../functions/change-latest.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionRecursionConfig.html */
export const PutFunctionRecursionConfig: Operation<"PutFunctionRecursionConfig"> = async (
  { FunctionName, RecursiveLoop },
  { place },
  store,
): Promise<PutFunctionRecursionConfigResponse> => {
  const address = readUnqualifiedName(FunctionName, place);
  await store.change(address.place, (rows) =>
    changeFunction(rows, address, (current) => ({ ...current, recursiveLoop: RecursiveLoop })),
  );
  return { RecursiveLoop };
};
