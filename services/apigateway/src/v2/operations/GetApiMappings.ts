import type { GetApiMappingsResponse } from "@aws-sdk/client-apigatewayv2";
import { describeMapping } from "../../domain/v2/api-mapping.ts";
import { readV2Page, v2PageOfAll } from "../../domain/v2/page.ts";
import { domainNameOf } from "../../store/domain-names.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname-apimappings.html */
export const GetApiMappings: Operation<"GetApiMappings"> = async (
  input,
  { place },
  store,
): Promise<GetApiMappingsResponse> => {
  const page = readV2Page(input);
  const { mappings } = await domainNameOf(store.of(place), input.DomainName);
  const { Items, ...more } = v2PageOfAll(mappings, ({ apiMappingId }) => apiMappingId, page);
  return { Items: Items.map(describeMapping), ...more };
};
