import type { DeleteFunctionResponse } from "@aws-sdk/client-lambda";
import { functionArn } from "../domain/functions/function-arn.ts";
import { readFunctionName } from "../domain/functions/function-name.ts";
import { deleteFunction, deleteVersion } from "../functions/delete-function.ts";
import type { Operation } from "../operation.ts";

const DELETED: DeleteFunctionResponse = { StatusCode: 204 };

/** https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunction.html */
export const DeleteFunction: Operation<"DeleteFunction"> = async (
  input,
  call,
  store,
): Promise<DeleteFunctionResponse> => {
  const of = readFunctionName({ name: input.FunctionName, qualifier: input.Qualifier }, call.place);
  const { place, qualifier } = of;
  if (qualifier !== undefined) {
    await store.change(place, (rows) => deleteVersion(rows, of, qualifier));
    return DELETED;
  }
  await store.change(place, (rows) => deleteFunction(rows, of));
  await store.host.forget(functionArn(of));
  return DELETED;
};
