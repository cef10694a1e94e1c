import { mappingOf } from "../../domain/v2/api-mapping.ts";
import { domainNameOf, domainNameRows } from "../../store/domain-names.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname-apimappings-apimappingid.html */
export const DeleteApiMapping: Operation<"DeleteApiMapping"> = async (input, { place }, store): Promise<object> => {
  await store.change(place, async (rows) => {
    const domain = await domainNameOf(rows, input.DomainName);
    const mapping = mappingOf(domain, input.ApiMappingId);
    const mappings = domain.mappings.filter((one) => one !== mapping);
    rows.put(domainNameRows, { ...domain, mappings }, domain.domainName, "");
  });
  return {};
};
