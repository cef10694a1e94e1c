import type { BasePathMapping } from "@aws-sdk/client-api-gateway";
import { describeBasePath, namedBasePath } from "../../domain/domain-names/base-path.ts";
import { noSuchBasePath } from "../../domain/domain-names/errors.ts";
import { domainNameOf } from "../../store/domain-names.ts";
import type { Operation } from "../operation.ts";

export const GetBasePathMapping: Operation<"GetBasePathMapping"> = async (
  input,
  { place },
  store,
): Promise<BasePathMapping> => {
  const { basePath, domainName, domainNameId } = input;
  const { mappings } = await domainNameOf(store.of(place), domainName, domainNameId);
  const mapping = mappings.find(({ key }) => key === namedBasePath(basePath));
  if (mapping === undefined) throw noSuchBasePath();
  return describeBasePath(mapping);
};
