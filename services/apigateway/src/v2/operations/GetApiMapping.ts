import type { GetApiMappingResponse } from "@aws-sdk/client-apigatewayv2";
import { describeMapping, mappingOf } from "../../domain/v2/api-mapping.ts";
import { domainNameOf } from "../../store/domain-names.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname-apimappings-apimappingid.html */
export const GetApiMapping: Operation<"GetApiMapping"> = async (
  input,
  { place },
  store,
): Promise<GetApiMappingResponse> =>
  describeMapping(mappingOf(await domainNameOf(store.of(place), input.DomainName), input.ApiMappingId));
