import type { SdkType } from "@aws-sdk/client-api-gateway";
import { notFound } from "../../domain/errors.ts";
import { SDK_TYPES } from "../../domain/sdk-types.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetSdkType.html */
export const GetSdkType: Operation<"GetSdkType"> = async ({ id }): Promise<SdkType> => {
  const type = SDK_TYPES.find((one) => one.id === id);
  // In words that nobody recorded from AWS.
  if (type === undefined) throw notFound("Invalid SDK type identifier specified");
  return type;
};
