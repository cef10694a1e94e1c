import type { GetCodeSigningConfigResponse } from "@aws-sdk/client-lambda";
import {
  describeCodeSigningConfig,
  noSuchCodeSigningConfig,
  readCodeSigningConfigArn,
} from "../domain/code-signing/code-signing-config.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetCodeSigningConfig.html */
export const GetCodeSigningConfig: Operation<"GetCodeSigningConfig"> = async (
  { CodeSigningConfigArn: arn },
  call,
  store,
): Promise<GetCodeSigningConfigResponse> => {
  const address = readCodeSigningConfigArn(arn, call.place);
  const config = await store.codeSigningConfigs.read(address);
  if (config === undefined) throw noSuchCodeSigningConfig(arn);
  return { CodeSigningConfig: describeCodeSigningConfig(address, config) };
};
