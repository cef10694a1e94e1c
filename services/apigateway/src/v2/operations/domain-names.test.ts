import { refusal, uniqueAccount } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { CreateDomainName as CreateV1DomainName } from "../../rest/operations/CreateDomainName.ts";
import { GetDomainName as GetV1DomainName } from "../../rest/operations/GetDomainName.ts";
import { useApigateway } from "../../testing/use-apigateway.ts";
import { newHttpApi, type TestApi } from "../../testing/v2-api.ts";
import { CreateApiMapping } from "./CreateApiMapping.ts";
import { CreateDomainName } from "./CreateDomainName.ts";
import { CreateStage } from "./CreateStage.ts";
import { DeleteApi } from "./DeleteApi.ts";
import { DeleteApiMapping } from "./DeleteApiMapping.ts";
import { DeleteDomainName } from "./DeleteDomainName.ts";
import { DeleteStage } from "./DeleteStage.ts";
import { GetApiMapping } from "./GetApiMapping.ts";
import { GetApiMappings } from "./GetApiMappings.ts";
import { GetDomainName } from "./GetDomainName.ts";
import { GetDomainNames } from "./GetDomainNames.ts";
import { UpdateApiMapping } from "./UpdateApiMapping.ts";
import { UpdateDomainName } from "./UpdateDomainName.ts";

const test = useApigateway();

const CertificateArn = "arn:aws:acm:us-east-1:111122223333:certificate/11111111-2222-3333-4444-555555555555";

/** A new HTTP API with a stage, and a domain name of the same account. */
async function newMapped(): Promise<TestApi & { readonly DomainName: string }> {
  const api = await newHttpApi(test());
  const DomainName = `orders-${api.as.account}.example.com`;
  await test().call(CreateDomainName, { DomainName, DomainNameConfigurations: [{ CertificateArn }] }, api.as);
  await test().call(CreateStage, { ApiId: api.ApiId, StageName: "prod" }, api.as);
  return { ...api, DomainName };
}

it("a domain name is regional, and told by both APIs", async () => {
  const as = { account: uniqueAccount() };
  const DomainName = `orders-${as.account}.example.com`;
  const input = { DomainName, DomainNameConfigurations: [{ CertificateArn }], Tags: { team: "orders" } };
  const created = await test().call(CreateDomainName, input, as);
  expect(created).toEqual({
    ApiMappingSelectionExpression: "$request.basepath",
    DomainName,
    DomainNameArn: `arn:aws:apigateway:us-east-1:${as.account}:/domainnames/${DomainName}`,
    DomainNameConfigurations: [
      {
        ApiGatewayDomainName: expect.stringMatching(/^d-[a-z0-9]{10}\.execute-api\.us-east-1\.localhost$/),
        CertificateArn,
        DomainNameStatus: "AVAILABLE",
        EndpointType: "REGIONAL",
        HostedZoneId: "Z1UJRXOUMOOFQ8",
        IpAddressType: "ipv4",
        SecurityPolicy: "TLS_1_2",
      },
    ],
    RoutingMode: "API_MAPPING_ONLY",
    Tags: { team: "orders" },
  });
  expect(await test().call(GetDomainName, { DomainName }, as)).toEqual(created);
  expect((await test().call(GetDomainNames, {}, as)).Items).toEqual([created]);
  expect(await test().call(GetV1DomainName, { domainName: DomainName }, as)).toMatchObject({
    endpointConfiguration: { types: ["REGIONAL"] },
    regionalCertificateArn: CertificateArn,
    regionalDomainName: created.DomainNameConfigurations?.[0]?.ApiGatewayDomainName,
  });
  const routed = { DomainName, RoutingMode: "ROUTING_RULE_THEN_API_MAPPING" } as const;
  const updated = await test().call(UpdateDomainName, routed, as);
  expect(updated).toEqual({ ...created, RoutingMode: "ROUTING_RULE_THEN_API_MAPPING" });
  await test().call(DeleteDomainName, { DomainName }, as);
  expect(await refusal(test().call(GetDomainName, { DomainName }, as))).toContain("NotFoundException");
});

it("a domain name of REST APIs at the edge is told as one", async () => {
  const as = { account: uniqueAccount() };
  const domainName = `edge-${as.account}.example.com`;
  await test().call(CreateV1DomainName, { domainName, certificateArn: CertificateArn }, as);
  const { DomainNameConfigurations } = await test().call(GetDomainName, { DomainName: domainName }, as);
  expect(DomainNameConfigurations).toMatchObject([{ CertificateArn, EndpointType: "EDGE" }]);
});

it("what no domain name can be is refused in AWS's words", async () => {
  const as = { account: uniqueAccount() };
  const create = (DomainName: string, configuration: object = {}): Promise<string> =>
    refusal(test().call(CreateDomainName, { DomainName, DomainNameConfigurations: [configuration] }, as));
  expect(await create("my_orders.example.com")).toBe(
    "BadRequestException: Domain names cannot contain an underscore character",
  );
  expect(await create("orders.example.com", { EndpointType: "EDGE" })).toBe(
    "BadRequestException: EDGE endpoint type is not supported for APIGatewayV2 domainName",
  );
  const elsewhere = CertificateArn.replace("us-east-1", "us-west-2");
  expect(await create("orders.example.com", { CertificateArn: elsewhere })).toBe(
    `BadRequestException: Invalid certificate ARN: ${elsewhere}. Certificate must be in 'us-east-1'.`,
  );
});

it("a mapping leads a path of the domain to a stage, whatever its levels", async () => {
  const { ApiId, as, DomainName } = await newMapped();
  const input = { ApiId, ApiMappingKey: "orders/v1", DomainName, Stage: "prod" };
  const created = await test().call(CreateApiMapping, input, as);
  expect(created).toEqual({ ApiId, ApiMappingId: expect.any(String), ApiMappingKey: "orders/v1", Stage: "prod" });
  const named = { ApiMappingId: created.ApiMappingId ?? "", DomainName };
  expect(await test().call(GetApiMapping, named, as)).toEqual(created);
  expect(await test().store.published.domain(DomainName, "/orders/v1/7")).toEqual({
    apiId: ApiId,
    basePath: "orders/v1",
    stage: "prod",
  });
  const updated = await test().call(UpdateApiMapping, { ...named, ApiId, ApiMappingKey: "" }, as);
  expect(updated).toEqual({ ...created, ApiMappingKey: "" });
  expect((await test().call(GetApiMappings, { DomainName }, as)).Items).toEqual([updated]);
  await test().call(DeleteApiMapping, named, as);
  expect(await refusal(test().call(GetApiMapping, named, as))).toContain("NotFoundException");
});

it("a path is one mapping's, and leads to a stage that is there", async () => {
  const { ApiId, as, DomainName } = await newMapped();
  const input = { ApiId, ApiMappingKey: "orders", DomainName, Stage: "prod" };
  await test().call(CreateApiMapping, input, as);
  const create = (more: object): Promise<string> => refusal(test().call(CreateApiMapping, { ...input, ...more }, as));
  expect(await create({})).toBe("ConflictException: ApiMapping key already exists for this domain name");
  expect(await create({ ApiMappingKey: "/orders" })).toBe(
    "BadRequestException: API mapping key should not start with a '/' or have consecutive '/'s.",
  );
  expect(await create({ ApiMappingKey: "other", Stage: "dev" })).toBe(
    "BadRequestException: Invalid stage identifier specified",
  );
  expect(await create({ ApiMappingKey: "other", ApiId: "missing" })).toBe(
    `NotFoundException: Invalid API identifier specified ${as.account}:missing`,
  );
});

it("what a domain leads to is not deleted", async () => {
  const { ApiId, as, DomainName } = await newMapped();
  await test().call(CreateApiMapping, { ApiId, DomainName, Stage: "prod" }, as);
  expect(await refusal(test().call(DeleteStage, { ApiId, StageName: "prod" }, as))).toBe(
    `BadRequestException: Deleting stage prod failed. Please remove all base path mappings related to the stage in your domains: ${DomainName}`,
  );
  expect(await refusal(test().call(DeleteApi, { ApiId }, as))).toContain("Please remove all base path mappings");
  await test().call(DeleteDomainName, { DomainName }, as);
  await test().call(DeleteApi, { ApiId }, as);
});
