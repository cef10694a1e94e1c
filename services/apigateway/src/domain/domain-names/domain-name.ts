import type { CreateDomainNameRequest, DomainName } from "@aws-sdk/client-api-gateway";
import type { Ids, Place } from "@skylab/aws";
import { badRequest } from "../errors.ts";
import { executeApiHost } from "../execute-api-url.ts";
import { API_ID_LENGTH, newId } from "../new-id.ts";
import { DISTRIBUTION_ZONE, hostedZoneOf } from "./hosted-zones.ts";
import type { StoredDomainName } from "./stored-domain-name.ts";

/** What a domain name is made of beside what is asked for. */
export type Making = { readonly place: Place; readonly ids: Ids; readonly now: number };

/** Letters and digits in the id of a private domain name. */
const DOMAIN_ID_LENGTH = 10;

/** Letters and digits in the name of a distribution, behind its `d`. */
const DISTRIBUTION_LENGTH = 13;

/** What is asked for, with AWS's defaults. Certificates are taken as they are called: ACM is not asked for them. */
export function newDomainName(input: CreateDomainNameRequest, making: Making): StoredDomainName {
  const { endpointConfiguration: endpoint = {}, domainName = "" } = input;
  const { types = ["EDGE"], vpcEndpointIds } = endpoint;
  const isPrivate = types.includes("PRIVATE");
  const { ids, place } = making;
  const id = isPrivate ? newId(ids, DOMAIN_ID_LENGTH) : undefined;
  const ipAddressType = endpoint.ipAddressType ?? (isPrivate ? "dualstack" : "ipv4");
  const domain: StoredDomainName = {
    domainName: domainName.toLowerCase(),
    ...(id !== undefined && { domainNameId: id }),
    domainNameArn: domainNameArn(place, domainName, id),
    domainNameStatus: "AVAILABLE",
    certificateName: input.certificateName,
    certificateArn: input.certificateArn,
    regionalCertificateName: input.regionalCertificateName,
    regionalCertificateArn: input.regionalCertificateArn,
    endpointConfiguration: { types, ipAddressType, ...(vpcEndpointIds && { vpcEndpointIds }) },
    securityPolicy: input.securityPolicy ?? "TLS_1_2",
    endpointAccessMode: input.endpointAccessMode,
    mutualTlsAuthentication: input.mutualTlsAuthentication,
    ownershipVerificationCertificateArn: input.ownershipVerificationCertificateArn,
    policy: input.policy,
    routingMode: input.routingMode ?? "BASE_PATH_MAPPING_ONLY",
    tags: input.tags,
    label: `d-${newId(ids, API_ID_LENGTH)}`,
    mappings: [],
  };
  return withEndpoints(domain, making);
}

/**
 * Gives a domain name what its endpoints have, once they or their certificates were changed: a distribution where it is
 * edge-optimized.
 * @throws AwsError BadRequestException
 */
export function withEndpoints(domain: StoredDomainName, { place, ids, now }: Making): StoredDomainName {
  const types = domain.endpointConfiguration?.types ?? [];
  if (types.length === 0) throw badRequest("REGIONAL Configuration and EDGE Configuration cannot be both DISABLED.");
  const {
    distributionDomainName,
    distributionHostedZoneId: _,
    regionalHostedZoneId: __,
    certificateUploadDate,
    ...rest
  } = domain;
  const hasCertificate = rest.certificateArn !== undefined || rest.certificateName !== undefined;
  return {
    ...rest,
    ...(hasCertificate && { certificateUploadDate: certificateUploadDate ?? now }),
    ...(types.includes("REGIONAL") && { regionalHostedZoneId: hostedZoneOf(place.region) }),
    ...(types.includes("EDGE") && {
      distributionDomainName: distributionDomainName ?? `d${newId(ids, DISTRIBUTION_LENGTH)}.cloudfront.net`,
      distributionHostedZoneId: DISTRIBUTION_ZONE,
    }),
  };
}

const domainNameArn = ({ account, region }: Place, name: string, id: string | undefined): string =>
  `arn:aws:apigateway:${region}:${account}:/domainnames/${name}${id === undefined ? "" : `+${id}`}`;

/** `d-a1b2c3d4e5.execute-api.eu-west-1.localhost`: a name that DNS gives to, so it has no port. */
export const regionalDomainName = ({ label }: StoredDomainName, { region }: Place, endpoint: string): string =>
  executeApiHost(label, endpoint).replace(".execute-api.", `.execute-api.${region}.`).replace(/:\d+$/, "");

/** A domain name as REST APIs' operations tell it. */
export function describeDomainName(domain: StoredDomainName, place: Place, endpoint: string): DomainName {
  const {
    label: _,
    mappings: __,
    routingRules: ___,
    certificateUploadDate,
    policy,
    managementPolicy,
    ...told
  } = domain;
  const isRegional = domain.endpointConfiguration?.types?.includes("REGIONAL") === true;
  return {
    ...told,
    ...(isRegional && { regionalDomainName: regionalDomainName(domain, place, endpoint) }),
    ...(certificateUploadDate !== undefined && { certificateUploadDate: new Date(certificateUploadDate) }),
    ...(policy !== undefined && { policy: quoted(policy) }),
    ...(managementPolicy !== undefined && { managementPolicy: quoted(managementPolicy) }),
  };
}

/** AWS tells policies as what stands between the quotes of a JSON string. */
const quoted = (policy: string): string => JSON.stringify(policy).slice(1, -1);
