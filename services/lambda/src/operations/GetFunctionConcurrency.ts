import type { GetFunctionConcurrencyResponse } from "@aws-sdk/client-lambda";
import { functionNotFound } from "../domain/errors.ts";
import { functionArn } from "../domain/functions/function-arn.ts";
import { readFunctionName } from "../domain/functions/function-name.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConcurrency.html */
export const GetFunctionConcurrency: Operation<"GetFunctionConcurrency"> = async (
  input,
  call,
  store,
): Promise<GetFunctionConcurrencyResponse> => {
  const of = readFunctionName({ name: input.FunctionName }, call.place);
  if ((await store.functions.read(of)) === undefined) throw functionNotFound(functionArn(of));
  const { reserved } = (await store.concurrency.read(of)) ?? {};
  return reserved === undefined ? {} : { ReservedConcurrentExecutions: reserved };
};
