import type { BasePathMappings } from "@aws-sdk/client-api-gateway";
import { describeBasePath } from "../../domain/domain-names/base-path.ts";
import { pageOf, readPage } from "../../domain/page.ts";
import { domainNameOf } from "../../store/domain-names.ts";
import type { Operation } from "../operation.ts";

export const GetBasePathMappings: Operation<"GetBasePathMappings"> = async (
  input,
  { place },
  store,
): Promise<BasePathMappings> => {
  const { domainName, domainNameId } = input;
  const { after, limit } = readPage(input);
  const { mappings } = await domainNameOf(store.of(place), domainName, domainNameId);
  const listed = mappings
    .map((mapping) => ({ mapping, key: Buffer.from(`/${mapping.key}`) }))
    .toSorted((one, other) => Buffer.compare(one.key, other.key))
    .filter(({ key }) => after === undefined || Buffer.compare(key, after) > 0);
  const { items, ...position } = pageOf(listed, limit);
  return { items: items.map(({ mapping }) => describeBasePath(mapping)), ...position };
};
