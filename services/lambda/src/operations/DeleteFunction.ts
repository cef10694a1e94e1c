import type { DeleteFunctionResponse } from "@aws-sdk/client-lambda";
import { functionArn } from "../domain/functions/function-arn.ts";
import { readFunctionName } from "../domain/functions/function-name.ts";
import { deleteFunction, deleteVersion } from "../functions/delete-function.ts";
import { endEnvironments } from "../functions/end-environments.ts";
import { letGo } from "../provisioned/keep-warm.ts";
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
    const provisioned = (await store.concurrency.read(of))?.provisioned[qualifier];
    const version = provisioned && (await store.functions.readVersion({ ...of, version: qualifier }));
    await store.change(place, (rows) => deleteVersion(rows, of, qualifier));
    if (version !== undefined) await letGo(of, version, store);
    return DELETED;
  }
  const urls = await store.urls.all(of);
  await store.change(place, (rows) => deleteFunction(rows, of));
  for (const url of urls) await store.urls.release(url.url.id, url.of);
  await endEnvironments(functionArn(of), store);
  return DELETED;
};
