import type { PutRuntimeManagementConfigResponse } from "@aws-sdk/client-lambda";
import { functionNotFound } from "../domain/errors.ts";
import { checkRuntimeManagement } from "../domain/functions/runtime-management.ts";
import { readFunction } from "../find-function.ts";
import type { Operation } from "../operation.ts";
import { versionKey } from "../store/functions.ts";
import { holdFunction } from "../store/hold-function.ts";
import { runtimeManagementRows } from "../store/runtime-management.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_PutRuntimeManagementConfig.html */
export const PutRuntimeManagementConfig: Operation<"PutRuntimeManagementConfig"> = async (
  input,
  call,
  store,
): Promise<PutRuntimeManagementConfigResponse> => {
  const { RuntimeVersionArn, UpdateRuntimeOn } = input;
  const found = await readFunction({ name: input.FunctionName, qualifier: input.Qualifier }, call.place, store);
  const { name, place, qualifiedArn, version } = found;
  const management = {
    updateRuntimeOn: UpdateRuntimeOn,
    ...(RuntimeVersionArn !== undefined && { runtimeVersionArn: RuntimeVersionArn }),
  };
  checkRuntimeManagement(management);
  await store.change(place, async (rows) => {
    if ((await holdFunction(rows, name)) === undefined) throw functionNotFound(qualifiedArn);
    rows.put(runtimeManagementRows, management, ...versionKey(name, version.configuration.Version));
  });
  return { FunctionArn: qualifiedArn, UpdateRuntimeOn, ...(RuntimeVersionArn !== undefined && { RuntimeVersionArn }) };
};
