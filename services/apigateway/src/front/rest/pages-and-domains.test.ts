import { uniqueName } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { CreateBasePathMapping } from "../../rest/operations/CreateBasePathMapping.ts";
import { CreateDomainName } from "../../rest/operations/CreateDomainName.ts";
import { CreateDomainName as CreateV2DomainName } from "../../v2/operations/CreateDomainName.ts";
import { CreateRoutingRule } from "../../v2/operations/CreateRoutingRule.ts";
import { UpdateDomainName } from "../../v2/operations/UpdateDomainName.ts";
import { UpdateRestApi } from "../../rest/operations/UpdateRestApi.ts";
import { deploy, deployedApi, mock, STAGE } from "../../testing/deployed-api.ts";
import { useFront } from "../../testing/use-front.ts";

const test = useFront();

/** A custom domain of an account, and the host that leads to it. */
async function newDomain(as: { readonly account: string }) {
  const domainName = `${uniqueName("api")}.example.com`;
  const endpointConfiguration = { types: ["REGIONAL" as const] };
  const made = { domainName, endpointConfiguration, regionalCertificateArn: "arn:aws:acm:us-east-1:1:certificate/c" };
  const { regionalDomainName = "" } = await test().call(CreateDomainName, made, as);
  return { domainName, host: regionalDomainName };
}

it("a custom domain leads to the stage that its path is mapped to", async () => {
  const { as, id } = await deployedApi(test(), { methods: { "GET /pets": mock("$context.path $context.domainName") } });
  const { domainName, host } = await newDomain(as);
  await test().call(CreateBasePathMapping, { domainName, restApiId: id, basePath: "v1", stage: STAGE }, as);
  expect((await test().ask("/v1/pets", { host })).text).toBe(`/v1/pets ${host}`);
  const byPath = await test().ask(`/_aws/execute-api/${domainName}/v1/pets`);
  expect(byPath.text).toBe(`/v1/pets ${domainName}`);
  for (const path of ["/v2/pets", "/pets", "/"]) {
    expect(await test().ask(path, { host })).toMatchObject({ status: 403, text: '{"message":"Forbidden"}' });
  }
});

it("a mapping without a stage leaves it to the path", async () => {
  const { as, id } = await deployedApi(test(), { methods: { "GET /pets": mock("pets") } });
  const { domainName, host } = await newDomain(as);
  await test().call(CreateBasePathMapping, { domainName, restApiId: id, basePath: "zoo" }, as);
  expect((await test().ask(`/zoo/${STAGE}/pets`, { host })).text).toBe("pets");
  expect(await test().ask("/zoo/pets", { host })).toMatchObject({ status: 403 });
});

it("routing rules come before mappings, or in their place, as the domain's mode says", async () => {
  const { as, id } = await deployedApi(test(), { methods: { "GET /pets": mock("mapped $context.path") } });
  const body = "ruled $context.path $context.customDomain.routingRuleIdMatched";
  const ruled = await deployedApi(test(), {
    account: as.account,
    methods: { "GET /pets": mock(body), "GET /beta/pets": mock(body) },
  });
  const { domainName, host } = await newDomain(as);
  await test().call(CreateBasePathMapping, { domainName, restApiId: id, basePath: "(none)", stage: STAGE }, as);
  const rule = async (Priority: number, path: string, StripBasePath: boolean): Promise<string> => {
    const input = {
      DomainName: domainName,
      Priority,
      Actions: [{ InvokeApi: { ApiId: ruled.id, Stage: STAGE, StripBasePath } }],
      Conditions: [
        { MatchHeaders: { AnyOf: [{ Header: "X-Version", ValueGlob: "be*" }] } },
        { MatchBasePaths: { AnyOf: [path] } },
      ],
    };
    return (await test().call(CreateRoutingRule, input, as)).RoutingRuleId ?? "";
  };
  const [whole, stripped] = [await rule(2, "beta", false), await rule(1, "beta/pets/strip", true)];
  const ask = async (path: string, version = "beta"): Promise<string> =>
    (await test().ask(path, { host, headers: { "x-version": version } })).text;
  expect(await ask("/beta/pets")).toBe('{"message":"Missing Authentication Token"}');
  expect(await ask("/pets")).toBe("mapped /pets");

  const mode = (RoutingMode: "ROUTING_RULE_ONLY" | "ROUTING_RULE_THEN_API_MAPPING") =>
    test().call(UpdateDomainName, { DomainName: domainName, RoutingMode }, as);
  await mode("ROUTING_RULE_THEN_API_MAPPING");
  expect(await ask("/beta/pets")).toBe(`ruled /beta/pets ${whole}`);
  expect(await ask("/beta/pets/strip/pets")).toBe(`ruled /beta/pets/strip/pets ${stripped}`);
  expect(await ask("/beta/pets", "alpha")).toBe('{"message":"Missing Authentication Token"}');
  expect(await ask("/pets")).toBe("mapped /pets");

  await mode("ROUTING_RULE_ONLY");
  expect(await ask("/beta/pets")).toBe(`ruled /beta/pets ${whole}`);
  expect(await ask("/pets")).toBe('{"message":"Forbidden"}');
});

it("the API behind a wildcard may be told by the host", async () => {
  const { as, id } = await deployedApi(test(), { methods: { "GET /": mock("here") } });
  const zone = `${uniqueName("zone")}.example.com`;
  await test().call(CreateV2DomainName, { DomainName: `*.${zone}`, RoutingMode: "ROUTING_RULE_ONLY" }, as);
  const input = {
    DomainName: `*.${zone}`,
    Priority: 1,
    Actions: [{ InvokeApi: { ApiId: id, Stage: STAGE } }],
    Conditions: [{ MatchHeaders: { AnyOf: [{ Header: "Host", ValueGlob: `a.${zone}` }] } }],
  };
  await test().call(CreateRoutingRule, input, as);
  expect((await test().ask(`/_aws/execute-api/a.${zone}/`)).text).toBe("here");
  expect((await test().ask(`/_aws/execute-api/b.${zone}/`)).status).toBe(403);
});

it("an API without its own address is reached by its domain alone", async () => {
  const api = await deployedApi(test(), { methods: { "GET /": mock("here") } });
  const { as, id, url } = api;
  const patchOperations = [{ op: "replace", path: "/disableExecuteApiEndpoint", value: "true" } as const];
  await test().call(UpdateRestApi, { restApiId: id, patchOperations }, as);
  await deploy(test(), api);
  const { domainName, host } = await newDomain(as);
  await test().call(CreateBasePathMapping, { domainName, restApiId: id, stage: STAGE }, as);
  expect(await test().ask(url)).toMatchObject({ status: 403, text: '{"message":"Forbidden"}' });
  expect((await test().ask("/", { host })).text).toBe("here");
});

it("which pages may call is for the API to say", async () => {
  const { url } = await deployedApi(test(), {
    methods: {
      "GET /": mock("here"),
      "OPTIONS /": {
        integration: { type: "MOCK", requestTemplates: { "application/json": '{"statusCode": 200}' } },
        responses: {
          "200": {
            responseParameters: { "method.response.header.Access-Control-Allow-Origin": "'https://zoo.example'" },
          },
        },
      },
    },
  });
  const headers = { origin: "https://zoo.example", "access-control-request-method": "GET" };
  const preflight = await test().ask(url, { method: "OPTIONS", headers });
  expect(preflight).toMatchObject({ status: 200, headers: { "access-control-allow-origin": "https://zoo.example" } });
  const answer = await test().ask(url, { headers: { origin: "https://other.example" } });
  expect(answer.text).toBe("here");
  expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
});

it("pages of other sites may not ask a method of IAM where any key is let in", async () => {
  const { as, url } = await deployedApi(test(), {
    methods: { "GET /": { ...mock("here"), method: { authorizationType: "AWS_IAM" } } },
  });
  const credential = `Credential=${as.account}/20260101/us-east-1/execute-api/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=host;x-amz-date, Signature=${"0".repeat(64)}`;
  const signed = { authorization, "x-amz-date": "20260101T000000Z" };
  expect(await test().ask(url, { headers: signed })).toMatchObject({ status: 200, text: "here" });
  const headers = { ...signed, origin: "https://other.example" };
  expect(await test().ask(url, { headers })).toMatchObject({ status: 403, text: '{"message":"Forbidden"}' });
});

it("pages of other sites may not ask for the operations on connections", async () => {
  const headers = { origin: "https://other.example" };
  expect(await test().ask("/@connections/abc", { method: "POST", headers })).toMatchObject({ status: 403 });
});
