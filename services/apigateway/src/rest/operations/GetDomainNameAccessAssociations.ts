import type { DomainNameAccessAssociations } from "@aws-sdk/client-api-gateway";
import { pageOf, readPage } from "../../domain/page.ts";
import { associationRows, foreignAssociationRows } from "../../store/access-associations.ts";
import type { Operation } from "../operation.ts";

export const GetDomainNameAccessAssociations: Operation<"GetDomainNameAccessAssociations"> = async (
  input,
  { place },
  store,
): Promise<DomainNameAccessAssociations> => {
  const { after, limit } = readPage(input);
  const table = input.resourceOwner === "OTHER_ACCOUNTS" ? foreignAssociationRows : associationRows;
  const { items, ...position } = pageOf(await store.of(place).list(table, { after, limit: limit + 1 }), limit);
  return { items: items.map(({ row }) => row), ...position };
};
