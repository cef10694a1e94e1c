import type { CreateApiMappingResponse } from "@aws-sdk/client-apigatewayv2";
import type { StoredMapping } from "../../domain/domain-names/stored-domain-name.ts";
import { newId, PART_ID_LENGTH } from "../../domain/new-id.ts";
import { describeMapping, withMapping } from "../../domain/v2/api-mapping.ts";
import { checkV2Mapped } from "../../store/check-v2-mapped.ts";
import { domainNameOf, domainNameRows } from "../../store/domain-names.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname-apimappings.html */
export const CreateApiMapping: Operation<"CreateApiMapping"> = async (
  input,
  { ids, place },
  store,
): Promise<CreateApiMappingResponse> => {
  const mapping: StoredMapping = {
    apiMappingId: newId(ids, PART_ID_LENGTH),
    key: input.ApiMappingKey ?? "",
    apiId: input.ApiId,
    stage: input.Stage,
  };
  await store.change(place, async (rows) => {
    const domain = await domainNameOf(rows, input.DomainName);
    await checkV2Mapped(rows, place, mapping);
    rows.put(domainNameRows, withMapping(domain, mapping), domain.domainName, "");
  });
  return describeMapping(mapping);
};
