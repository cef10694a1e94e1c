import type * as v1 from "@aws-sdk/client-api-gateway";
import type * as sdk from "@aws-sdk/client-apigatewayv2";
import type { Place } from "@skylab/aws";
import { type Making, newDomainName, regionalDomainName, withEndpoints } from "../domain-names/domain-name.ts";
import type { StoredDomainName } from "../domain-names/stored-domain-name.ts";
import { badRequest } from "../errors.ts";
import { dateOf, membersOf } from "./members.ts";

/** What is asked of a domain name that is changed. */
export type DomainNameMembers = Pick<
  sdk.CreateDomainNameRequest,
  "DomainNameConfigurations" | "MutualTlsAuthentication" | "RoutingMode"
>;

export type NewDomainName = DomainNameMembers & {
  readonly DomainName: string;
  readonly Tags?: Record<string, string> | undefined;
};

/** A domain name of HTTP and WebSocket APIs, which is a regional one of both. @throws AwsError BadRequestException */
export function newV2DomainName(request: NewDomainName, making: Making): StoredDomainName {
  const { DomainName: domainName, Tags: tags } = request;
  if (domainName.includes("_")) throw badRequest("Domain names cannot contain an underscore character");
  const changes = changesOf(request, making.place);
  return newDomainName({ domainName, tags, endpointConfiguration: { types: ["REGIONAL"] }, ...changes }, making);
}

/** A domain name after an update. @throws AwsError BadRequestException */
export const updatedV2DomainName = (
  domain: StoredDomainName,
  request: DomainNameMembers,
  making: Making,
): StoredDomainName => withEndpoints({ ...domain, ...changesOf(request, making.place) }, making);

/** What a request says, as REST APIs say it. */
function changesOf(
  { DomainNameConfigurations, MutualTlsAuthentication, RoutingMode }: DomainNameMembers,
  place: Place,
) {
  const [configuration] = DomainNameConfigurations ?? [];
  return {
    ...(configuration && configurationOf(configuration, place)),
    ...(MutualTlsAuthentication && {
      mutualTlsAuthentication: {
        truststoreUri: MutualTlsAuthentication.TruststoreUri,
        truststoreVersion: MutualTlsAuthentication.TruststoreVersion,
      },
    }),
    ...(RoutingMode && { routingMode: V1_ROUTING[RoutingMode] }),
  };
}

function configurationOf(configuration: sdk.DomainNameConfiguration, { region }: Place) {
  const { CertificateArn: certificate, EndpointType, IpAddressType, SecurityPolicy } = configuration;
  if (EndpointType === "EDGE") throw badRequest("EDGE endpoint type is not supported for APIGatewayV2 domainName");
  const of = certificate?.split(":")[3];
  if (of !== undefined && of !== region) {
    throw badRequest(`Invalid certificate ARN: ${certificate}. Certificate must be in '${region}'.`);
  }
  return {
    ...(certificate !== undefined && { regionalCertificateArn: certificate }),
    ...(configuration.CertificateName !== undefined && { regionalCertificateName: configuration.CertificateName }),
    ...(SecurityPolicy && { securityPolicy: SecurityPolicy }),
    ...(IpAddressType && { endpointConfiguration: { types: REGIONAL, ipAddressType: IpAddressType } }),
    ...(configuration.OwnershipVerificationCertificateArn !== undefined && {
      ownershipVerificationCertificateArn: configuration.OwnershipVerificationCertificateArn,
    }),
  };
}

const REGIONAL: v1.EndpointType[] = ["REGIONAL"];

/** REST APIs have names of their own for what domain names route by. */
const V1_ROUTING: Readonly<Record<sdk.RoutingMode, v1.RoutingMode>> = {
  API_MAPPING_ONLY: "BASE_PATH_MAPPING_ONLY",
  ROUTING_RULE_ONLY: "ROUTING_RULE_ONLY",
  ROUTING_RULE_THEN_API_MAPPING: "ROUTING_RULE_THEN_BASE_PATH_MAPPING",
};

const V2_ROUTING: Readonly<Record<v1.RoutingMode, sdk.RoutingMode>> = {
  BASE_PATH_MAPPING_ONLY: "API_MAPPING_ONLY",
  ROUTING_RULE_ONLY: "ROUTING_RULE_ONLY",
  ROUTING_RULE_THEN_BASE_PATH_MAPPING: "ROUTING_RULE_THEN_API_MAPPING",
};

/** A domain name as HTTP and WebSocket APIs' operations tell it. @param endpoint how the client reached Skylab */
export function describeV2DomainName(
  domain: StoredDomainName,
  place: Place,
  endpoint: string,
): sdk.DomainName & { DomainName: string } {
  const { domainNameArn, mutualTlsAuthentication: mutual, routingMode = "BASE_PATH_MAPPING_ONLY", tags = {} } = domain;
  const types = domain.endpointConfiguration?.types ?? [];
  return {
    ApiMappingSelectionExpression: "$request.basepath",
    DomainName: domain.domainName,
    DomainNameArn: domainNameArn,
    DomainNameConfigurations: [
      ...(types.includes("REGIONAL") ? [regional(domain, regionalDomainName(domain, place, endpoint))] : []),
      ...(types.includes("EDGE") ? [edge(domain)] : []),
    ],
    ...(mutual && {
      MutualTlsAuthentication: {
        TruststoreUri: mutual.truststoreUri,
        TruststoreVersion: mutual.truststoreVersion,
        TruststoreWarnings: mutual.truststoreWarnings,
      },
    }),
    RoutingMode: V2_ROUTING[routingMode],
    Tags: tags,
  };
}

const regional = (domain: StoredDomainName, name: string): sdk.DomainNameConfiguration => ({
  ...common(domain),
  ApiGatewayDomainName: name,
  ...membersOf({ CertificateArn: domain.regionalCertificateArn, CertificateName: domain.regionalCertificateName }, [
    "CertificateArn",
    "CertificateName",
  ]),
  EndpointType: "REGIONAL",
  HostedZoneId: domain.regionalHostedZoneId,
});

const edge = (domain: StoredDomainName): sdk.DomainNameConfiguration => ({
  ...common(domain),
  ApiGatewayDomainName: domain.distributionDomainName,
  ...membersOf({ CertificateArn: domain.certificateArn, CertificateName: domain.certificateName }, [
    "CertificateArn",
    "CertificateName",
  ]),
  CertificateUploadDate: dateOf(domain.certificateUploadDate),
  EndpointType: "EDGE",
  HostedZoneId: domain.distributionHostedZoneId,
});

const common = (domain: StoredDomainName): sdk.DomainNameConfiguration => ({
  DomainNameStatus: domain.domainNameStatus === "UPDATING" ? "UPDATING" : "AVAILABLE",
  IpAddressType: domain.endpointConfiguration?.ipAddressType ?? "ipv4",
  ...(domain.ownershipVerificationCertificateArn !== undefined && {
    OwnershipVerificationCertificateArn: domain.ownershipVerificationCertificateArn,
  }),
  // REST APIs have newer ones, which this API has no names for.
  SecurityPolicy: domain.securityPolicy === "TLS_1_0" ? "TLS_1_0" : "TLS_1_2",
});
