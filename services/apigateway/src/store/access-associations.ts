import { parseArn, type Place } from "@skylab/aws";
import { jsonTable } from "@skylab/records";
import { readDomainNameArn, type StoredAssociation } from "../domain/domain-names/access-association.ts";
import { conflict } from "../domain/errors.ts";
import { ACCESS_ASSOCIATIONS_SPACE, FOREIGN_ASSOCIATIONS_SPACE } from "./spaces.ts";
import type { ApigatewayStore } from "./store.ts";

/** By their ARNs: those that a place made. */
export const associationRows = jsonTable<StoredAssociation>(ACCESS_ASSOCIATIONS_SPACE);

/** By their ARNs: those that other accounts made with a place's private domain names. */
export const foreignAssociationRows = jsonTable<StoredAssociation>(FOREIGN_ASSOCIATIONS_SPACE);

type Added = { readonly association: StoredAssociation; readonly owner: Place };

/**
 * Keeps an association where it was made, and where the domain name's owner finds it.
 * @throws AwsError ConflictException, in words that nobody recorded from AWS
 */
export async function addAssociation(
  { change }: ApigatewayStore,
  place: Place,
  { association, owner }: Added,
): Promise<void> {
  const arn = association.domainNameAccessAssociationArn;
  await change(place, async (rows) => {
    if ((await rows.get(associationRows, arn)) !== undefined) {
      throw conflict("Domain name access association already exists");
    }
    rows.put(associationRows, association, arn);
  });
  if (owner.account === place.account) return;
  await change(owner, async (rows) => rows.put(foreignAssociationRows, association, arn));
}

/** Forgets an association, at both its ends. */
export async function removeAssociation({ change }: ApigatewayStore, association: StoredAssociation): Promise<void> {
  const arn = association.domainNameAccessAssociationArn;
  const { account = "", region = "" } = parseArn(arn) ?? {};
  await change({ account, region }, async (rows) => rows.remove(associationRows, arn));
  await change(readDomainNameArn(association.domainNameArn).place, async (rows) =>
    rows.remove(foreignAssociationRows, arn),
  );
}
