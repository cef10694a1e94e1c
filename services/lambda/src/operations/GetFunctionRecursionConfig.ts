import type { GetFunctionRecursionConfigResponse } from "@aws-sdk/client-lambda";
import { functionNotFound } from "../domain/errors.ts";
import { functionArn } from "../domain/functions/function-arn.ts";
import { readUnqualifiedName } from "../domain/functions/unqualified-name.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionRecursionConfig.html */
export const GetFunctionRecursionConfig: Operation<"GetFunctionRecursionConfig"> = async (
  { FunctionName },
  { place },
  store,
): Promise<GetFunctionRecursionConfigResponse> => {
  const address = readUnqualifiedName(FunctionName, place);
  const found = await store.functions.read(address);
  if (found === undefined) throw functionNotFound(functionArn(address));
  return { RecursiveLoop: found.recursiveLoop };
};
