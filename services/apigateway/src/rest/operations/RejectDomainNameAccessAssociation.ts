import { noSuchAssociation } from "../../domain/domain-names/errors.ts";
import { foreignAssociationRows, removeAssociation } from "../../store/access-associations.ts";
import type { Operation } from "../operation.ts";

export const RejectDomainNameAccessAssociation: Operation<"RejectDomainNameAccessAssociation"> = async (
  { domainNameAccessAssociationArn: arn, domainNameArn },
  { place },
  store,
): Promise<object> => {
  // Only who owns the domain name has it among those of others.
  const association = await store.of(place).get(foreignAssociationRows, arn);
  if (association === undefined || association.domainNameArn !== domainNameArn) throw noSuchAssociation();
  await removeAssociation(store, association);
  return {};
};
