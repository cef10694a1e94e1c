import type { BasePathMapping } from "@aws-sdk/client-api-gateway";
import { describeBasePath, namedBasePath, patchedMapping } from "../../domain/domain-names/base-path.ts";
import { basePathExists, noSuchBasePath } from "../../domain/domain-names/errors.ts";
import { checkMapped } from "../../store/check-mapped.ts";
import { domainNameOf, domainNameRows } from "../../store/domain-names.ts";
import type { Operation } from "../operation.ts";

export const UpdateBasePathMapping: Operation<"UpdateBasePathMapping"> = async (
  input,
  { place },
  store,
): Promise<BasePathMapping> => {
  const { basePath, domainName, domainNameId, patchOperations } = input;
  return store.change(place, async (rows) => {
    const domain = await domainNameOf(rows, domainName, domainNameId);
    const found = domain.mappings.find(({ key }) => key === namedBasePath(basePath));
    if (found === undefined) throw noSuchBasePath();
    const mapping = patchedMapping(found, patchOperations);
    await checkMapped(rows, mapping);
    if (domain.mappings.some((one) => one !== found && one.key === mapping.key)) throw basePathExists();
    const mappings = domain.mappings.map((one) => (one === found ? mapping : one));
    rows.put(domainNameRows, { ...domain, mappings }, domain.domainName, domain.domainNameId ?? "");
    return describeBasePath(mapping);
  });
};
