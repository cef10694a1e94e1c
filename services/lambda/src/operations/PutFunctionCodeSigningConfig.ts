import type { PutFunctionCodeSigningConfigResponse } from "@aws-sdk/client-lambda";
import { codeSigningConfigNotFound, readCodeSigningConfigArn } from "../domain/code-signing/code-signing-config.ts";
import { changeFunction } from "../functions/change-latest.ts";
import { findSignable } from "../functions/find-signable.ts";
import type { Operation } from "../operation.ts";
import { codeSigningConfigRows } from "../store/code-signing-configs.ts";

/** Counts from the next deployment on. https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionCodeSigningConfig.html */
export const PutFunctionCodeSigningConfig: Operation<"PutFunctionCodeSigningConfig"> = async (
  { CodeSigningConfigArn: arn, FunctionName },
  { place: here },
  store,
): Promise<PutFunctionCodeSigningConfigResponse> => {
  const address = await findSignable(FunctionName, here, store);
  const { id } = readCodeSigningConfigArn(arn, address.place, codeSigningConfigNotFound);
  await store.change(address.place, async (rows) => {
    const config = await rows.get(codeSigningConfigRows, id);
    if (config === undefined) throw codeSigningConfigNotFound(arn);
    // As it is, so that who deletes it at the same time begins again.
    rows.put(codeSigningConfigRows, config, id);
    await changeFunction(rows, address, (current) => ({ ...current, codeSigningConfigArn: arn }));
  });
  return { CodeSigningConfigArn: arn, FunctionName: address.name };
};
