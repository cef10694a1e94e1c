import type { UpdateApiMappingResponse } from "@aws-sdk/client-apigatewayv2";
import type { StoredMapping } from "../../domain/domain-names/stored-domain-name.ts";
import { describeMapping, mappingOf, withUpdatedMapping } from "../../domain/v2/api-mapping.ts";
import { checkV2Mapped } from "../../store/check-v2-mapped.ts";
import { domainNameOf, domainNameRows } from "../../store/domain-names.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname-apimappings-apimappingid.html */
export const UpdateApiMapping: Operation<"UpdateApiMapping"> = (
  input,
  { place },
  store,
): Promise<UpdateApiMappingResponse> =>
  store.change(place, async (rows) => {
    const domain = await domainNameOf(rows, input.DomainName);
    const current = mappingOf(domain, input.ApiMappingId);
    const { ApiId: apiId, ApiMappingKey: key = current.key, Stage: stage = current.stage } = input;
    const mapping: StoredMapping = { ...current, apiId, key, ...(stage !== undefined && { stage }) };
    await checkV2Mapped(rows, place, mapping);
    rows.put(domainNameRows, withUpdatedMapping(domain, mapping), domain.domainName, "");
    return describeMapping(mapping);
  });
