import { namedBasePath } from "../../domain/domain-names/base-path.ts";
import { noSuchBasePath } from "../../domain/domain-names/errors.ts";
import { domainNameOf, domainNameRows } from "../../store/domain-names.ts";
import type { Operation } from "../operation.ts";

export const DeleteBasePathMapping: Operation<"DeleteBasePathMapping"> = async (
  input,
  { place },
  store,
): Promise<object> => {
  const { basePath, domainName, domainNameId } = input;
  await store.change(place, async (rows) => {
    const domain = await domainNameOf(rows, domainName, domainNameId);
    const mappings = domain.mappings.filter(({ key }) => key !== namedBasePath(basePath));
    if (mappings.length === domain.mappings.length) throw noSuchBasePath();
    rows.put(domainNameRows, { ...domain, mappings }, domain.domainName, domain.domainNameId ?? "");
  });
  return {};
};
