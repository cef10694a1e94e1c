import type { BasePathMapping } from "@aws-sdk/client-api-gateway";
import { describeBasePath, readBasePath } from "../../domain/domain-names/base-path.ts";
import { basePathExists } from "../../domain/domain-names/errors.ts";
import type { StoredMapping } from "../../domain/domain-names/stored-domain-name.ts";
import { newId, PART_ID_LENGTH } from "../../domain/new-id.ts";
import { checkMapped } from "../../store/check-mapped.ts";
import { domainNameOf, domainNameRows } from "../../store/domain-names.ts";
import type { Operation } from "../operation.ts";

export const CreateBasePathMapping: Operation<"CreateBasePathMapping"> = async (
  input,
  { ids, place },
  store,
): Promise<BasePathMapping> => {
  const { domainName, domainNameId, restApiId, stage } = input;
  const mapping: StoredMapping = {
    apiMappingId: newId(ids, PART_ID_LENGTH),
    key: readBasePath(input.basePath),
    apiId: restApiId,
    ...(stage !== undefined && stage !== "" && { stage }),
  };
  await store.change(place, async (rows) => {
    const domain = await domainNameOf(rows, domainName, domainNameId);
    await checkMapped(rows, mapping);
    if (domain.mappings.some(({ key }) => key === mapping.key)) throw basePathExists();
    const mappings = [...domain.mappings, mapping];
    rows.put(domainNameRows, { ...domain, mappings }, domain.domainName, domain.domainNameId ?? "");
  });
  return describeBasePath(mapping);
};
