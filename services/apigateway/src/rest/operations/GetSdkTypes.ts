import type { SdkTypes } from "@aws-sdk/client-api-gateway";
import { pageOf, readPage } from "../../domain/page.ts";
import { SDK_TYPES } from "../../domain/sdk-types.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetSdkTypes.html */
export const GetSdkTypes: Operation<"GetSdkTypes"> = async (input): Promise<SdkTypes> => {
  const { after, limit } = readPage(input);
  const last = Buffer.from(after ?? []).toString();
  const listed = SDK_TYPES.filter(({ id }) => id > last).map((type) => ({ type, key: Buffer.from(type.id) }));
  const { items, ...more } = pageOf(listed, limit);
  return { items: items.map(({ type }) => type), ...more };
};
