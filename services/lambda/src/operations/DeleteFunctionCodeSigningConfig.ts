import { changeFunction } from "../functions/change-latest.ts";
import { findSignable } from "../functions/find-signable.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionCodeSigningConfig.html */
export const DeleteFunctionCodeSigningConfig: Operation<"DeleteFunctionCodeSigningConfig"> = async (
  { FunctionName },
  { place: here },
  store,
): Promise<Record<string, never>> => {
  const address = await findSignable(FunctionName, here, store);
  await store.change(address.place, (rows) =>
    changeFunction(rows, address, ({ codeSigningConfigArn: _gone, ...current }) => current),
  );
  return {};
};
