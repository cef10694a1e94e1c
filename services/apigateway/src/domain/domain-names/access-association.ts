import type {
  CreateDomainNameAccessAssociationRequest,
  DomainNameAccessAssociation,
} from "@aws-sdk/client-api-gateway";
import { parseArn, type Place } from "@skylab/aws";
import { noSuchDomainName } from "./errors.ts";
import type { DomainOwner } from "./stored-domain-name.ts";

/** That a VPC endpoint may reach a private domain name, which may be another account's. */
export type StoredAssociation = DomainNameAccessAssociation & {
  readonly domainNameAccessAssociationArn: string;
  readonly domainNameArn: string;
};

/** `arn:aws:apigateway:us-west-2:111122223333:/domainnames/private.example.com+abcd1234`: only private ones have an id. */
export function readDomainNameArn(arn: string | undefined): DomainOwner {
  const { account = "", region = "", resource = "" } = parseArn(arn ?? "") ?? {};
  const [, domainName, domainNameId] = /^\/domainnames\/([^+/]+)\+(\w+)$/.exec(resource) ?? [];
  if (domainName === undefined || domainNameId === undefined) throw noSuchDomainName();
  return { place: { account, region }, domainName, domainNameId };
}

type Between = { readonly domain: DomainOwner; readonly place: Place };

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-custom-domains-consumer-create.html */
export function newAssociation(
  input: CreateDomainNameAccessAssociationRequest,
  { domain: { domainName, domainNameId }, place }: Between,
): StoredAssociation {
  const { accessAssociationSource, accessAssociationSourceType, domainNameArn = "", tags } = input;
  const path = `/domainnameaccessassociations/domainname/${domainName}+${domainNameId}/vpcesource/${accessAssociationSource}`;
  return {
    domainNameAccessAssociationArn: `arn:aws:apigateway:${place.region}:${place.account}:${path}`,
    domainNameArn,
    accessAssociationSource,
    accessAssociationSourceType,
    ...(tags && { tags }),
  };
}
