import { unreserve } from "../domain/configs/concurrency.ts";
import { functionNotFound } from "../domain/errors.ts";
import { functionArn } from "../domain/functions/function-arn.ts";
import { readUnqualifiedName } from "../domain/functions/unqualified-name.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionConcurrency.html */
export const DeleteFunctionConcurrency: Operation<"DeleteFunctionConcurrency"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  const of = readUnqualifiedName(input.FunctionName, call.place);
  if (!(await store.concurrency.change(of, unreserve))) throw functionNotFound(functionArn(of));
  return {};
};
