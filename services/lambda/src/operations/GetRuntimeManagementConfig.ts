import type { GetRuntimeManagementConfigResponse } from "@aws-sdk/client-lambda";
import { readFunction } from "../find-function.ts";
import type { Operation } from "../operation.ts";
import { versionKey } from "../store/functions.ts";
import { runtimeManagementRows } from "../store/runtime-management.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetRuntimeManagementConfig.html */
export const GetRuntimeManagementConfig: Operation<"GetRuntimeManagementConfig"> = async (
  input,
  call,
  store,
): Promise<GetRuntimeManagementConfigResponse> => {
  const found = await readFunction({ name: input.FunctionName, qualifier: input.Qualifier }, call.place, store);
  const key = versionKey(found.name, found.version.configuration.Version);
  const kept = await store.of(found.place).get(runtimeManagementRows, ...key);
  const { runtimeVersionArn, updateRuntimeOn = "Auto" } = kept ?? {};
  return {
    FunctionArn: found.qualifiedArn,
    UpdateRuntimeOn: updateRuntimeOn,
    ...(runtimeVersionArn !== undefined && { RuntimeVersionArn: runtimeVersionArn }),
  };
};
