import type { FunctionConfiguration } from "@aws-sdk/client-lambda";
import { readFunction } from "../find-function.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConfiguration.html */
export const GetFunctionConfiguration: Operation<"GetFunctionConfiguration"> = async (
  { FunctionName: name, Qualifier: qualifier },
  { place },
  store,
): Promise<FunctionConfiguration> => {
  const { qualifiedArn, version } = await readFunction({ name, qualifier }, place, store);
  return { ...version.configuration, FunctionArn: qualifiedArn };
};
