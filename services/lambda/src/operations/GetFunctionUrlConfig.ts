import type { GetFunctionUrlConfigResponse } from "@aws-sdk/client-lambda";
import { LATEST } from "../domain/functions/function-arn.ts";
import { readFunctionName } from "../domain/functions/function-name.ts";
import { describeUrl, noSuchUrl } from "../domain/urls/url.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionUrlConfig.html */
export const GetFunctionUrlConfig: Operation<"GetFunctionUrlConfig"> = async (
  input,
  call,
  store,
): Promise<GetFunctionUrlConfigResponse> => {
  const { qualifier = LATEST, ...named } = readFunctionName(
    { name: input.FunctionName, qualifier: input.Qualifier },
    call.place,
  );
  const of = { ...named, qualifier };
  const url = await store.urls.read(of);
  if (url === undefined) throw noSuchUrl();
  return describeUrl(of, url, call.endpoint);
};
