import { refusal, uniqueAccount } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { domainNameRows } from "../../store/domain-names.ts";
import { newRestApi } from "../../testing/new-rest-api.ts";
import { useApigateway } from "../../testing/use-apigateway.ts";
import { CreateDocumentationPart } from "./CreateDocumentationPart.ts";
import { CreateModel } from "./CreateModel.ts";
import { CreateRequestValidator } from "./CreateRequestValidator.ts";
import { CreateResource } from "./CreateResource.ts";
import { CreateRestApi } from "./CreateRestApi.ts";
import { DeleteRestApi } from "./DeleteRestApi.ts";
import { GetDocumentationParts } from "./GetDocumentationParts.ts";
import { GetModels } from "./GetModels.ts";
import { GetResources } from "./GetResources.ts";
import { GetRestApi } from "./GetRestApi.ts";
import { GetRestApis } from "./GetRestApis.ts";
import { PutIntegration } from "./PutIntegration.ts";
import { PutMethod } from "./PutMethod.ts";
import { UpdateRestApi } from "./UpdateRestApi.ts";

const test = useApigateway();

it("a new API has AWS's defaults, a root resource and two models", async () => {
  const as = { account: uniqueAccount() };
  test().clock.set(1_700_000_000_999);
  const api = await test().call(CreateRestApi, { name: "pets" }, as);
  expect(api).toEqual({
    id: expect.stringMatching(/^[a-z0-9]{10}$/),
    name: "pets",
    createdDate: new Date(1_700_000_000_000),
    apiKeySource: "HEADER",
    endpointConfiguration: { types: ["EDGE"], ipAddressType: "ipv4" },
    disableExecuteApiEndpoint: false,
    rootResourceId: expect.stringMatching(/^[a-z0-9]{10}$/),
  });
  const { id: restApiId = "" } = api;
  expect(await test().call(GetRestApi, { restApiId }, as)).toEqual(api);
  expect(await test().call(GetResources, { restApiId }, as)).toEqual({
    items: [{ id: api.rootResourceId, path: "/" }],
  });
  const models = await test().call(GetModels, { restApiId }, as);
  expect(models.items?.map(({ name }) => name)).toEqual(["Empty", "Error"]);
  expect(await test().store.directory.find(restApiId)).toMatchObject({ kind: "REST", place: as });
});

it("private APIs are reached over both kinds of addresses; no API has several types", async () => {
  const as = { account: uniqueAccount() };
  const create = (endpointConfiguration: object) =>
    test().call(CreateRestApi, { name: "pets", endpointConfiguration }, as);
  expect((await create({ types: ["PRIVATE"] })).endpointConfiguration).toEqual({
    types: ["PRIVATE"],
    ipAddressType: "dualstack",
  });
  expect((await create({ types: ["EDGE"], ipAddressType: "dualstack" })).endpointConfiguration?.ipAddressType).toBe(
    "dualstack",
  );
  for (const [configuration, words] of [
    [{ types: [] }, "REGIONAL Configuration and EDGE Configuration cannot be both DISABLED."],
    [{ types: ["EDGE", "REGIONAL"] }, "Cannot create an api with multiple Endpoint Types."],
    [{ types: ["PRIVATE"], ipAddressType: "ipv4" }, "Only dualstack ipAddressType is supported for Private APIs."],
  ] as const) {
    expect(await refusal(create(configuration))).toBe(`BadRequestException: ${words}`);
  }
});

it("what cannot be an API is refused in AWS's words", async () => {
  const as = { account: uniqueAccount() };
  const create = (input: object) => refusal(test().call(CreateRestApi, { name: "pets", ...input }, as));
  expect(await create({ description: "" })).toBe("BadRequestException: Description cannot be an empty string");
  expect(await create({ name: "" })).toBe("BadRequestException: Name cannot be empty");
  expect(await create({ minimumCompressionSize: -1 })).toBe(
    "BadRequestException: Invalid minimum compression size, must be between 0 and 10485760",
  );
  expect(await create({ policy: '{"Statement":' })).toBe(
    "BadRequestException: Invalid policy document. Please check the policy syntax and ensure that Principals are valid.",
  );
  const missing = refusal(test().call(GetRestApi, { restApiId: "abcde0" }, as));
  expect(await missing).toBe(`NotFoundException: Invalid API identifier specified ${as.account}:abcde0`);
});

it("a resource policy is told as AWS tells it: escaped, with its short ARNs made whole", async () => {
  const statement = { Effect: "Allow", Principal: "*", Action: "execute-api:Invoke", Resource: "execute-api:/*" };
  const policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  const { as, restApiId } = await newRestApi(test(), { policy });
  const { policy: told = "" } = await test().call(GetRestApi, { restApiId }, as);
  expect(told).toContain(String.raw`\"Version\":\"2012-10-17\"`);
  const unescaped: unknown = JSON.parse(JSON.parse(`"${told}"`));
  const resource = `arn:aws:execute-api:us-east-1:${as.account}:${restApiId}/*`;
  expect(unescaped).toEqual({ Version: "2012-10-17", Statement: [{ ...statement, Resource: resource }] });
});

it("a tag chooses the id of an API, which is then no other's", async () => {
  const id = `id${uniqueAccount()}`;
  const tags = { _custom_id_: id };
  const { as, restApiId } = await newRestApi(test(), { tags });
  expect(restApiId).toBe(id);
  const again = refusal(test().call(CreateRestApi, { name: "pets", tags }, as));
  expect(await again).toContain("ConflictException: ");
  const elsewhere = test().call(CreateRestApi, { name: "pets", tags }, { account: uniqueAccount() });
  expect(await refusal(elsewhere)).toContain("ConflictException: ");
  await test().call(DeleteRestApi, { restApiId }, as);
  expect((await test().call(CreateRestApi, { name: "pets", tags }, as)).id).toBe(id);
});

it("members are patched, and what may not be is refused in AWS's words", async () => {
  const { as, restApiId } = await newRestApi(test(), { description: "old" });
  const update = (op: "add" | "remove" | "replace" | "test", path: string, value?: string) =>
    test().call(
      UpdateRestApi,
      { restApiId, patchOperations: [{ op, path, ...(value !== undefined && { value }) }] },
      as,
    );
  await update("add", "/binaryMediaTypes/image~1png");
  const typed = await update("add", "/binaryMediaTypes/image~1jpeg");
  expect(typed).toMatchObject({ binaryMediaTypes: ["image/png", "image/jpeg"], tags: {}, description: "old" });
  const replaced = await update("replace", "/binaryMediaTypes/image~1png", "image/gif");
  expect(replaced.binaryMediaTypes).toEqual(["image/jpeg", "image/gif"]);
  expect(await update("remove", "/description")).not.toHaveProperty("description");
  expect(await update("replace", "/minimumCompressionSize", "10")).toMatchObject({ minimumCompressionSize: 10 });
  expect(await update("replace", "/minimumCompressionSize", "")).not.toHaveProperty("minimumCompressionSize");
  expect(await update("replace", "/endpointConfiguration/types/EDGE", "PRIVATE")).toMatchObject({
    endpointConfiguration: { types: ["PRIVATE"], ipAddressType: "dualstack" },
  });
  for (const [op, path, value, words] of [
    ["replace", "/minimumCompressionSize", "test", "Invalid minimum compression size, must be between 0 and 10485760"],
    ["add", "/minimumCompressionSize", "10", "Invalid patch operation specified. Must be one of: [replace]"],
    ["add", "/binaryMediaTypes", "image/gif", "Invalid patch path /binaryMediaTypes"],
    ["replace", "/endpointConfiguration/ipAddressType", "x", "ipAddressType must be either ipv4 or dualstack."],
    [
      "replace",
      "/endpointConfiguration/ipAddressType",
      "ipv4",
      "Only dualstack ipAddressType is supported for Private APIs.",
    ],
    [
      "add",
      "/endpointConfiguration/ipAddressType",
      "x",
      "Invalid patch operation specified. Must be one of: [replace]",
    ],
    [
      "replace",
      "/endpointConfiguration/types/PRIVATE",
      "x",
      "Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE",
    ],
    [
      "test",
      "/endpointConfiguration/types/PRIVATE",
      "x",
      "Invalid patch operation specified. Must be 'add'|'remove'|'replace'",
    ],
  ] as const) {
    expect(await refusal(update(op, path, value))).toBe(`BadRequestException: ${words}`);
  }
});

it("APIs are listed page by page, each account's and region's alone", async () => {
  const as = { account: uniqueAccount() };
  for (let i = 0; i < 3; i += 1) await newRestApi(test(), { name: `api ${i}` }, as);
  const first = await test().call(GetRestApis, { limit: 2 }, as);
  expect(first.items).toHaveLength(2);
  const second = await test().call(GetRestApis, { limit: 2, position: first.position }, as);
  expect(second.items).toHaveLength(1);
  expect(second.position).toBeUndefined();
  expect(await test().call(GetRestApis, { limit: 3 }, as)).not.toHaveProperty("position");
  const names = [...(first.items ?? []), ...(second.items ?? [])].map(({ name = "" }) => name);
  expect(names.toSorted()).toEqual(["api 0", "api 1", "api 2"]);
  expect(await test().call(GetRestApis, {}, { account: uniqueAccount() })).toEqual({ items: [] });
});

it("a deleted API is gone with all that it had, and its id is free", async () => {
  const { as, restApiId, rootId } = await newRestApi(test());
  await test().call(CreateResource, { restApiId, parentId: rootId, pathPart: "pets" }, as);
  await test().call(DeleteRestApi, { restApiId }, as);
  expect(await refusal(test().call(GetResources, { restApiId }, as))).toContain("Invalid API identifier specified");
  const gone = { restApiId, resourceId: rootId, httpMethod: "GET", authorizationType: "NONE" };
  expect(await refusal(test().call(PutMethod, gone, as))).toBe(
    "NotFoundException: Invalid Resource identifier specified",
  );
  expect(await test().store.directory.find(restApiId)).toBeUndefined();
});

it("an API stays as long as a custom domain has a mapping to it", async () => {
  const { as, restApiId } = await newRestApi(test());
  const place = { account: as.account, region: "us-east-1" };
  const domainName = "pets.example.com";
  const mappings = [{ apiMappingId: "abc123", key: "", apiId: restApiId }];
  await test().store.change(place, async (rows) =>
    rows.put(domainNameRows, { domainName, label: "d-abc", mappings }, domainName, ""),
  );
  expect(await refusal(test().call(DeleteRestApi, { restApiId }, as))).toBe(
    `BadRequestException: Deleting RestApi ${restApiId} failed. Please remove all base path mappings related to the RestApi in your domains: ${domainName}`,
  );
});

it("a clone has what is written about its source, under ids of its own", async () => {
  const { as, restApiId } = await newRestApi(test());
  const part = { location: { type: "API" as const }, properties: '{"description":"all about pets"}' };
  const { id } = await test().call(CreateDocumentationPart, { restApiId, ...part }, as);
  const clone = await newRestApi(test(), { cloneFrom: restApiId }, as);
  const { items = [] } = await test().call(GetDocumentationParts, { restApiId: clone.restApiId }, as);
  expect(items).toEqual([{ id: expect.stringMatching(/^[a-z0-9]{6}$/), ...part }]);
  expect(items[0]?.id).not.toBe(id);
});

it("a clone has the parts of its source under ids of its own", async () => {
  const { as, restApiId, rootId } = await newRestApi(test());
  const { call } = test();
  const schema = '{"type":"object"}';
  await call(CreateModel, { restApiId, name: "Pet", contentType: "application/json", schema }, as);
  const { id: requestValidatorId } = await call(CreateRequestValidator, { restApiId, name: "all" }, as);
  const { id: resourceId = "" } = await call(CreateResource, { restApiId, parentId: rootId, pathPart: "pets" }, as);
  const at = { restApiId, resourceId, httpMethod: "GET" };
  await call(PutMethod, { ...at, authorizationType: "NONE", requestValidatorId }, as);
  await call(PutIntegration, { ...at, type: "MOCK" }, as);
  const clone = await newRestApi(test(), { cloneFrom: restApiId }, as);
  const { items = [] } = await call(GetResources, { restApiId: clone.restApiId, embed: ["methods"] }, as);
  const byPath = new Map(items.map((resource) => [resource.path, resource]));
  expect(byPath.get("/")).toEqual({ id: clone.rootId, path: "/" });
  const { resourceMethods = {}, ...pets } = byPath.get("/pets") ?? {};
  expect(pets).toEqual({ id: expect.any(String), parentId: clone.rootId, pathPart: "pets", path: "/pets" });
  expect([pets.id, pets.parentId]).not.toEqual([resourceId, rootId]);
  const { requestValidatorId: clonedValidatorId, ...method } = resourceMethods["GET"] ?? {};
  expect(clonedValidatorId).toMatch(/^[a-z0-9]{6}$/);
  expect(clonedValidatorId).not.toBe(requestValidatorId);
  expect(method).toMatchObject({ methodIntegration: { cacheNamespace: pets.id } });
  const models = await call(GetModels, { restApiId: clone.restApiId }, as);
  expect(models.items?.map(({ name }) => name)).toEqual(["Empty", "Error", "Pet"]);
});
