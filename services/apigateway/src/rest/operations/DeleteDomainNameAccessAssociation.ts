import { noSuchAssociation } from "../../domain/domain-names/errors.ts";
import { associationRows, removeAssociation } from "../../store/access-associations.ts";
import type { Operation } from "../operation.ts";

export const DeleteDomainNameAccessAssociation: Operation<"DeleteDomainNameAccessAssociation"> = async (
  { domainNameAccessAssociationArn: arn },
  { place },
  store,
): Promise<object> => {
  const association = await store.of(place).get(associationRows, arn);
  if (association === undefined) throw noSuchAssociation();
  await removeAssociation(store, association);
  return {};
};
