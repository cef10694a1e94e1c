import type { DomainNameAccessAssociation } from "@aws-sdk/client-api-gateway";
import { isSameRegion } from "@skylab/aws";
import { newAssociation, readDomainNameArn } from "../../domain/domain-names/access-association.ts";
import { noSuchDomainName } from "../../domain/domain-names/errors.ts";
import { checkTags } from "../../domain/tags.ts";
import { addAssociation } from "../../store/access-associations.ts";
import { domainNameOf } from "../../store/domain-names.ts";
import type { Operation } from "../operation.ts";

export const CreateDomainNameAccessAssociation: Operation<"CreateDomainNameAccessAssociation"> = async (
  input,
  { place },
  store,
): Promise<DomainNameAccessAssociation> => {
  checkTags(input.tags);
  const domain = readDomainNameArn(input.domainNameArn);
  if (!isSameRegion(domain.place, place)) throw noSuchDomainName();
  await domainNameOf(store.of(domain.place), domain.domainName, domain.domainNameId);
  const association = newAssociation(input, { domain, place });
  await addAssociation(store, place, { association, owner: domain.place });
  return association;
};
