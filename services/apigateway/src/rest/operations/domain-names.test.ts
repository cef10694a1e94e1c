import { randomUUID } from "node:crypto";
import type { PatchOperation } from "@aws-sdk/client-api-gateway";
import { refusal, testCall } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { useApigateway } from "../../testing/use-apigateway.ts";
import { CreateDomainName } from "./CreateDomainName.ts";
import { CreateDomainNameAccessAssociation } from "./CreateDomainNameAccessAssociation.ts";
import { DeleteDomainName } from "./DeleteDomainName.ts";
import { DeleteDomainNameAccessAssociation } from "./DeleteDomainNameAccessAssociation.ts";
import { GetDomainName } from "./GetDomainName.ts";
import { GetDomainNameAccessAssociations } from "./GetDomainNameAccessAssociations.ts";
import { GetDomainNames } from "./GetDomainNames.ts";
import { RejectDomainNameAccessAssociation } from "./RejectDomainNameAccessAssociation.ts";
import { UpdateDomainName } from "./UpdateDomainName.ts";

const test = useApigateway();

const newName = (): string => `${randomUUID()}.example.com`;
const CERTIFICATE = "arn:aws:acm:us-east-1:111122223333:certificate/9a1f7a2c-0000-4000-8000-000000000000";
const OTHER = { account: "444455556666" };

it("a regional domain name has a name below execute-api, and is AVAILABLE at once", async () => {
  const { call } = test();
  const domainName = newName();
  const domain = await call(CreateDomainName, {
    domainName,
    regionalCertificateArn: CERTIFICATE,
    endpointConfiguration: { types: ["REGIONAL"] },
    mutualTlsAuthentication: { truststoreUri: "s3://bucket/truststore.pem" },
    tags: { team: "pets" },
  });
  expect(domain).toEqual({
    domainName,
    domainNameArn: `arn:aws:apigateway:us-east-1:111122223333:/domainnames/${domainName}`,
    domainNameStatus: "AVAILABLE",
    regionalCertificateArn: CERTIFICATE,
    regionalDomainName: expect.stringMatching(/^d-[a-z0-9]{10}\.execute-api\.us-east-1\.localhost$/),
    regionalHostedZoneId: "Z1UJRXOUMOOFQ8",
    endpointConfiguration: { types: ["REGIONAL"], ipAddressType: "ipv4" },
    mutualTlsAuthentication: { truststoreUri: "s3://bucket/truststore.pem" },
    securityPolicy: "TLS_1_2",
    routingMode: "BASE_PATH_MAPPING_ONLY",
    tags: { team: "pets" },
  });
  expect(await call(GetDomainName, { domainName })).toEqual(domain);
});

it("an edge-optimized domain name, as it is where nobody says otherwise, has a distribution", async () => {
  const { call } = test();
  const domainName = newName();
  const domain = await call(CreateDomainName, { domainName, certificateArn: CERTIFICATE });
  expect(domain).toMatchObject({
    certificateArn: CERTIFICATE,
    certificateUploadDate: expect.any(Date),
    distributionDomainName: expect.stringMatching(/^d[a-z0-9]{13}\.cloudfront\.net$/),
    distributionHostedZoneId: "Z2FDTNDATAQYW2",
    endpointConfiguration: { types: ["EDGE"] },
  });
  expect(domain.regionalDomainName).toBeUndefined();
  const moved = await call(UpdateDomainName, {
    domainName,
    patchOperations: [
      { op: "replace", path: "/endpointConfiguration/types/EDGE", value: "REGIONAL" },
      { op: "remove", path: "/certificateArn" },
      { op: "add", path: "/regionalCertificateArn", value: CERTIFICATE },
    ],
  });
  expect(moved).toMatchObject({ regionalCertificateArn: CERTIFICATE, endpointConfiguration: { types: ["REGIONAL"] } });
  expect([moved.distributionDomainName, moved.certificateUploadDate]).toEqual([undefined, undefined]);
});

it("a public domain name is one account's alone until it is deleted", async () => {
  const { call, store } = test();
  const domainName = newName();
  const exists = "BadRequestException: The domain name you provided already exists.";
  await call(CreateDomainName, { domainName });
  expect(await refusal(call(CreateDomainName, { domainName }))).toBe(exists);
  expect(await refusal(call(CreateDomainName, { domainName: domainName.toUpperCase() }, OTHER))).toBe(exists);
  const unknown = "NotFoundException: Invalid domain name identifier specified";
  expect(await refusal(call(GetDomainName, { domainName }, OTHER))).toBe(unknown);
  expect(await refusal(call(DeleteDomainName, { domainName }, OTHER))).toBe(unknown);

  await call(DeleteDomainName, { domainName });
  expect(await refusal(call(GetDomainName, { domainName }))).toBe(unknown);
  expect(await store.hosts.find(domainName)).toBeUndefined();
  await call(CreateDomainName, { domainName }, OTHER);
});

it("domain names are listed a page at a time, each account's own", async () => {
  const { call } = test();
  const as = { account: "777788889999" };
  const names = [newName(), newName(), newName()].toSorted();
  for (const domainName of names) await call(CreateDomainName, { domainName }, as);
  const first = await call(GetDomainNames, { limit: 2 }, as);
  const second = await call(GetDomainNames, { limit: 2, position: first.position }, as);
  const listed = [...(first.items ?? []), ...(second.items ?? [])].map(({ domainName }) => domainName);
  expect([listed, second.position]).toEqual([names, undefined]);
});

it("members of a domain name are patched as AWS allows it", async () => {
  const { call } = test();
  const domainName = newName();
  await call(CreateDomainName, { domainName, endpointConfiguration: { types: ["REGIONAL"] } });
  const patch = (...patchOperations: PatchOperation[]) => call(UpdateDomainName, { domainName, patchOperations });
  const patched = await patch(
    { op: "replace", path: "/securityPolicy", value: "TLS_1_0" },
    { op: "replace", path: "/mutualTlsAuthentication/truststoreUri", value: "s3://bucket/other.pem" },
    { op: "replace", path: "/routingMode", value: "ROUTING_RULE_THEN_BASE_PATH_MAPPING" },
    { op: "replace", path: "/endpointConfiguration/ipAddressType", value: "dualstack" },
  );
  expect(patched).toMatchObject({
    securityPolicy: "TLS_1_0",
    mutualTlsAuthentication: { truststoreUri: "s3://bucket/other.pem" },
    routingMode: "ROUTING_RULE_THEN_BASE_PATH_MAPPING",
    endpointConfiguration: { types: ["REGIONAL"], ipAddressType: "dualstack" },
  });
  expect(await call(GetDomainName, { domainName })).toEqual(patched);
  const refused = (operation: PatchOperation): Promise<string> => refusal(patch(operation));
  expect(await refused({ op: "replace", path: "/domainName", value: "a" })).toContain("Invalid patch path");
  expect(await refused({ op: "remove", path: "/endpointConfiguration/types", value: "REGIONAL" })).toBe(
    "BadRequestException: REGIONAL Configuration and EDGE Configuration cannot be both DISABLED.",
  );
});

it("VPC endpoints of two accounts are associated with a private domain name, and its owner rejects one", async () => {
  const { call } = test();
  const domainName = newName();
  const endpointConfiguration = { types: ["PRIVATE" as const] };
  const policy = '{"Statement":[]}';
  const domain = await call(CreateDomainName, { domainName, endpointConfiguration, policy });
  const { domainNameArn = "", domainNameId = "" } = domain;
  expect(domain).toMatchObject({ policy: '{\\"Statement\\":[]}', domainNameId: expect.stringMatching(/^\w{10}$/) });
  expect(domainNameArn).toBe(`arn:aws:apigateway:us-east-1:111122223333:/domainnames/${domainName}+${domainNameId}`);
  expect(await call(GetDomainName, { domainName, domainNameId })).toEqual(domain);
  expect(await refusal(call(GetDomainName, { domainName }))).toContain("NotFoundException");
  await call(CreateDomainName, { domainName, endpointConfiguration }, OTHER);

  const source = { domainNameArn, accessAssociationSourceType: "VPCE", accessAssociationSource: "vpce-1" } as const;
  const path = `/domainnameaccessassociations/domainname/${domainName}+${domainNameId}/vpcesource/vpce-1`;
  const own = await call(CreateDomainNameAccessAssociation, source);
  const others = await call(CreateDomainNameAccessAssociation, source, OTHER);
  expect(own).toEqual({
    ...source,
    domainNameAccessAssociationArn: `arn:aws:apigateway:us-east-1:111122223333:${path}`,
  });
  expect(others.domainNameAccessAssociationArn).toBe(`arn:aws:apigateway:us-east-1:444455556666:${path}`);
  expect(await refusal(call(CreateDomainNameAccessAssociation, source))).toContain("ConflictException");

  const listed = async (resourceOwner: "SELF" | "OTHER_ACCOUNTS", as = {}): Promise<unknown> =>
    (await call(GetDomainNameAccessAssociations, { resourceOwner }, as)).items;
  expect([await listed("SELF"), await listed("OTHER_ACCOUNTS")]).toEqual([[own], [others]]);
  expect(await listed("SELF", OTHER)).toEqual([others]);

  const { domainNameAccessAssociationArn = "" } = others;
  const rejected = { domainNameAccessAssociationArn, domainNameArn };
  expect(await refusal(call(RejectDomainNameAccessAssociation, rejected, OTHER))).toContain("NotFoundException");
  await call(RejectDomainNameAccessAssociation, rejected);
  expect([await listed("OTHER_ACCOUNTS"), await listed("SELF", OTHER)]).toEqual([[], []]);
  const deleted = { domainNameAccessAssociationArn: own.domainNameAccessAssociationArn ?? "" };
  await call(DeleteDomainNameAccessAssociation, deleted);
  expect(await refusal(call(DeleteDomainNameAccessAssociation, deleted))).toContain("NotFoundException");
  const away = testCall({ region: "eu-west-1" });
  expect(await refusal(CreateDomainNameAccessAssociation(source, away, test().dataPlane))).toContain(
    "NotFoundException",
  );
  const unknown = { ...source, domainNameArn: `${domainNameArn}x` };
  expect(await refusal(call(CreateDomainNameAccessAssociation, unknown))).toContain("NotFoundException");
});
