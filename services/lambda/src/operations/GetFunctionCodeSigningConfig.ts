import type { GetFunctionCodeSigningConfigResponse } from "@aws-sdk/client-lambda";
import { findSignable } from "../functions/find-signable.ts";
import type { Operation } from "../operation.ts";

/** Of a function that has none, AWS answers nothing at all. */
const NONE = {} as GetFunctionCodeSigningConfigResponse; // as: the model demands members that AWS leaves out.

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionCodeSigningConfig.html */
export const GetFunctionCodeSigningConfig: Operation<"GetFunctionCodeSigningConfig"> = async (
  { FunctionName },
  { place },
  store,
): Promise<GetFunctionCodeSigningConfigResponse> => {
  const address = await findSignable(FunctionName, place, store);
  const arn = (await store.functions.read(address))?.codeSigningConfigArn;
  return arn === undefined ? NONE : { CodeSigningConfigArn: arn, FunctionName: address.name };
};
