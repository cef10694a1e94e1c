import type { SdkTypes } from "@aws-sdk/client-api-gateway";
import { SDK_TYPES } from "../../domain/sdk-types.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetSdkTypes.html: they are one page, since none tells of another. */
export const GetSdkTypes: Operation<"GetSdkTypes"> = async (): Promise<SdkTypes> => ({ items: [...SDK_TYPES] });
