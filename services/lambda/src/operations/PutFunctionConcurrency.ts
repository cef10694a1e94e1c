import { reserve } from "../domain/configs/concurrency.ts";
import { functionNotFound } from "../domain/errors.ts";
import { functionArn, LATEST } from "../domain/functions/function-arn.ts";
import { readUnqualifiedName } from "../domain/functions/unqualified-name.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionConcurrency.html */
export const PutFunctionConcurrency: Operation<"PutFunctionConcurrency"> = async (
  input,
  call,
  store,
): Promise<Output<"PutFunctionConcurrency">> => {
  const { ReservedConcurrentExecutions: reserved } = input;
  const of = readUnqualifiedName(input.FunctionName, call.place);
  const isThere = await store.concurrency.change(of, (current, left) => reserve(current, reserved, left));
  if (!isThere) throw functionNotFound(functionArn(of, LATEST));
  return { ReservedConcurrentExecutions: reserved };
};
