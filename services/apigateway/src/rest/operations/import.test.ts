import { refusal, uniqueAccount } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { bookShop, functionUri } from "../../testing/book-shop.ts";
import { newRestApi } from "../../testing/new-rest-api.ts";
import { useApigateway } from "../../testing/use-apigateway.ts";
import type { RestOperations } from "../operation.ts";
import { CreateResource } from "./CreateResource.ts";
import { GetAuthorizers } from "./GetAuthorizers.ts";
import { GetDocumentationParts } from "./GetDocumentationParts.ts";
import { GetGatewayResponse } from "./GetGatewayResponse.ts";
import { GetModel } from "./GetModel.ts";
import { GetModels } from "./GetModels.ts";
import { GetRequestValidators } from "./GetRequestValidators.ts";
import { GetResources } from "./GetResources.ts";
import { GetRestApi } from "./GetRestApi.ts";
import { GetRestApis } from "./GetRestApis.ts";
import { ImportRestApi } from "./ImportRestApi.ts";
import { PutRestApi } from "./PutRestApi.ts";

const test = useApigateway();

type As = { readonly account: string };

const bytes = (document: unknown) => Buffer.from(typeof document === "string" ? document : JSON.stringify(document));

const importApi = (document: unknown, as: As, more: Partial<RestOperations["ImportRestApi"]["input"]> = {}) =>
  test().call(ImportRestApi, { body: bytes(document), ...more }, as);

type Put = Omit<RestOperations["PutRestApi"]["input"], "body">;

const putApi = (document: unknown, as: As, put: Put) => test().call(PutRestApi, { body: bytes(document), ...put }, as);

/** Methods of an API: `GET /books`. */
async function methodsOf(restApiId: string, as: As) {
  const { items = [] } = await test().call(GetResources, { restApiId, embed: ["methods"] }, as);
  const methods = items.flatMap(({ path = "", resourceMethods = {} }) =>
    Object.entries(resourceMethods).map(([name, method]) => [`${name} ${path}`, method] as const),
  );
  return new Map(methods);
}

const pathsOf = async (restApiId: string, as: As) => {
  const { items = [] } = await test().call(GetResources, { restApiId }, as);
  return items.map(({ path = "" }) => path).toSorted((one, other) => (one < other ? -1 : 1));
};

it("an imported API has what its document says, and not the models that other new APIs have", async () => {
  const as = { account: uniqueAccount() };
  const api = await importApi(bookShop(as.account), as, { failOnWarnings: true });
  expect(api).toEqual({
    id: expect.stringMatching(/^[a-z0-9]{10}$/),
    name: "Book shop",
    version: "1.4",
    description: "Sells books",
    createdDate: expect.any(Date),
    apiKeySource: "AUTHORIZER",
    binaryMediaTypes: ["image/*"],
    minimumCompressionSize: 1024,
    disableExecuteApiEndpoint: false,
    endpointConfiguration: { types: ["EDGE"], ipAddressType: "ipv4" },
    policy: expect.stringContaining(`arn:aws:execute-api:us-east-1:${as.account}:`),
    rootResourceId: expect.any(String),
  });
  const { id: restApiId = "" } = api;
  expect(await test().call(GetRestApi, { restApiId }, as)).toEqual(api);
  const { items: models = [] } = await test().call(GetModels, { restApiId }, as);
  expect(models.map(({ name }) => name)).toEqual(["Book", "Books", "Problem"]);
  expect(await pathsOf(restApiId, as)).toEqual(["/", "/books", "/books/{isbn}", "/books/{isbn}/{proxy+}"]);
  const { items: parts = [] } = await test().call(GetDocumentationParts, { restApiId }, as);
  expect(parts).toMatchObject([{ location: { type: "API" }, properties: '{"info":{"description":"Sells books"}}' }]);
  const response = await test().call(GetGatewayResponse, { restApiId, responseType: "UNAUTHORIZED" }, as);
  expect(response).toEqual({
    responseType: "UNAUTHORIZED",
    statusCode: "401",
    responseParameters: { "gatewayresponse.header.X-Why": "'who are you'" },
    responseTemplates: { "application/json": '{"why":"who"}' },
    defaultResponse: false,
  });
});

it("a model refers to others where they are, and leaves out what is no JSON Schema", async () => {
  const as = { account: uniqueAccount() };
  const { id: restApiId = "" } = await importApi(bookShop(as.account), as);
  const model = await test().call(GetModel, { restApiId, modelName: "Book" }, as);
  expect(model).toMatchObject({ description: "One book", contentType: "application/json" });
  expect(JSON.parse(model.schema ?? "")).toEqual({
    type: "object",
    description: "One book",
    required: ["isbn"],
    properties: {
      isbn: { type: "string" },
      // A property's name is no word of the schema.
      example: { type: "string" },
      sequel: { $ref: `https://apigateway.amazonaws.com/restapis/${restApiId}/models/Book` },
    },
  });
});

it("a method has its parameters, models, responses and integration", async () => {
  const as = { account: uniqueAccount() };
  const { id: restApiId = "" } = await importApi(bookShop(as.account), as);
  const { items: validators = [] } = await test().call(GetRequestValidators, { restApiId }, as);
  const methods = await methodsOf(restApiId, as);
  expect(methods.get("GET /books")).toEqual({
    httpMethod: "GET",
    operationName: "ListBooks",
    apiKeyRequired: false,
    authorizationType: "AWS_IAM",
    requestValidatorId: validators[0]?.id,
    requestParameters: { "method.request.header.X-Shelf": false, "method.request.querystring.author": true },
    methodResponses: {
      200: { statusCode: "200", responseModels: { "application/json": "Books" } },
      404: { statusCode: "404", responseModels: { "application/json": "Problem" } },
    },
    methodIntegration: {
      type: "HTTP",
      httpMethod: "GET",
      uri: "https://books.example.com/list",
      connectionType: "VPC_LINK",
      connectionId: "abc123",
      passthroughBehavior: "WHEN_NO_MATCH",
      requestParameters: { "integration.request.querystring.by": "method.request.querystring.author" },
      cacheKeyParameters: ["method.request.querystring.author"],
      cacheNamespace: "books",
      timeoutInMillis: 5000,
      tlsConfig: { insecureSkipVerification: true },
      responseTransferMode: "BUFFERED",
      integrationResponses: {
        200: { statusCode: "200" },
        404: { statusCode: "404", selectionPattern: "4\\d{2}" },
      },
    },
  });
  expect(methods.get("POST /books")).toMatchObject({
    requestModels: { "application/json": "Book" },
    methodIntegration: {
      credentials: `arn:aws:iam::${as.account}:role/books`,
      passthroughBehavior: "NEVER",
      contentHandling: "CONVERT_TO_TEXT",
      requestTemplates: { "application/json": "Action=SendMessage" },
      integrationResponses: { 201: { statusCode: "201", contentHandling: "CONVERT_TO_TEXT" } },
    },
  });
  // Nobody has said that the path has variables.
  expect(methods.get("ANY /books/{isbn}/{proxy+}")?.requestParameters).toEqual({
    "method.request.path.isbn": true,
    "method.request.path.proxy": true,
  });
});

it("schemes of security are authorizers, keys and signatures", async () => {
  const as = { account: uniqueAccount() };
  const { id: restApiId = "" } = await importApi(bookShop(as.account), as);
  const { items: authorizers = [] } = await test().call(GetAuthorizers, { restApiId }, as);
  const byName = new Map(authorizers.map((authorizer) => [authorizer.name, authorizer]));
  expect(byName.get("clerk")).toEqual({
    id: expect.stringMatching(/^[a-z0-9]{6}$/),
    name: "clerk",
    type: "TOKEN",
    authType: "custom",
    authorizerUri: functionUri(as.account),
    authorizerCredentials: `arn:aws:iam::${as.account}:role/clerks`,
    authorizerResultTtlInSeconds: 60,
    identitySource: "method.request.header.X-Clerk",
    identityValidationExpression: "^c-",
  });
  expect(byName.get("readers")).toMatchObject({
    type: "COGNITO_USER_POOLS",
    identitySource: "method.request.header.X-Reader",
  });
  // One that nothing uses is there as well.
  expect(byName.get("partner")).toMatchObject({
    type: "REQUEST",
    identitySource: "method.request.header.X-Partner, method.request.querystring.key",
  });
  const methods = await methodsOf(restApiId, as);
  expect(methods.get("POST /books")).toMatchObject({
    apiKeyRequired: true,
    authorizationType: "CUSTOM",
    authorizerId: byName.get("clerk")?.id,
  });
  expect(methods.get("ANY /books/{isbn}/{proxy+}")).toMatchObject({
    authorizationType: "COGNITO_USER_POOLS",
    authorizerId: byName.get("readers")?.id,
    authorizationScopes: ["books/read"],
  });
});

const SERVED = `
openapi: 3.0.1
info:
  title: served
  version: 1.0
servers:
  - url: https://example.com/{basePath}
    variables:
      basePath:
        default: /base/part/
paths:
  /test:
    get:
      responses: { 200: { description: fine } }
      x-amazon-apigateway-integration:
        type: mock
        requestParameters:
          integration.request.header.nothing: true
          integration.request.header.quoted: "'True'"
        responses: { default: { statusCode: 200 } }
`;

it.each([
  ["ignore", ["/", "/test"], "/test"],
  ["prepend", ["/", "/base", "/base/part", "/base/part/test"], "/base/part/test"],
  ["split", ["/", "/part", "/part/test"], "/part/test"],
])("the base path of a server is there by what is asked: %s", async (basepath, paths, path) => {
  const { as, restApiId } = await newRestApi(test());
  const api = await putApi(SERVED, as, { restApiId, mode: "overwrite", parameters: { basepath } });
  expect(api).toMatchObject({ name: "served", version: "1.0", tags: {} });
  expect(api.warnings).toEqual([
    `Invalid format for 'requestParameters'. Expected type string for property 'integration.request.header.nothing' of resource '${path}' and method 'GET' but got 'true'`,
  ]);
  expect(await pathsOf(restApiId, as)).toEqual(paths);
  const methods = await methodsOf(restApiId, as);
  expect(methods.get(`GET ${path}`)?.methodIntegration?.requestParameters).toEqual({
    "integration.request.header.quoted": "'True'",
  });
});

it("what warns is told, or refuses the whole where somebody wants that", async () => {
  const as = { account: uniqueAccount() };
  const document = {
    openapi: "3.0.0",
    info: { title: "warns", version: "1" },
    paths: {
      "/": { get: { responses: { 200: ofModel("Nobody"), default: ofModel("Nobody") } }, post: {} },
    },
  };
  const warnings = [
    "Parse issue: attribute paths.'/'(post).responses is missing",
    "Ignoring response 'default' of resource '/' and method 'GET'",
    "Reference to model 'Nobody' not found. Ignoring.",
  ];
  expect((await importApi(document, as)).warnings).toEqual(warnings);
  expect(await refusal(importApi(document, as, { failOnWarnings: true }))).toBe(
    `BadRequestException: Warnings found during import:\n\t${warnings.join("\n\t")}`,
  );
  const { items = [] } = await test().call(GetRestApis, {}, as);
  expect(items).toHaveLength(1);
});

const ofModel = (name: string) => ({
  description: name,
  content: { "application/json": { schema: { $ref: `#/components/schemas/${name}` } } },
});

it("a schema that stands where it is used is a model, too, and the same one each time", async () => {
  const as = { account: uniqueAccount() };
  const schema = { type: "object", properties: { count: { type: "integer" } } };
  const post = { requestBody: { content: { "application/json": { schema } } }, responses: {} };
  const document = { openapi: "3.0.0", info: { title: "inline", version: "1" }, paths: { "/": { post, put: post } } };
  const { id: restApiId = "" } = await importApi(document, as);
  const { items: models = [] } = await test().call(GetModels, { restApiId }, as);
  expect(models).toMatchObject([{ name: expect.stringMatching(/^MODEL[0-9a-f]{6}$/) }]);
  await putApi(document, as, { restApiId });
  expect((await test().call(GetModels, { restApiId }, as)).items).toEqual(models);
});

const getBy = (integration: object, more: object = {}) => ({
  get: { responses: {}, "x-amazon-apigateway-integration": integration, ...more },
});

it("all that is wrong is told at once, and nothing of it is kept", async () => {
  const as = { account: uniqueAccount() };
  const document = {
    swagger: "2.0",
    info: { title: "wrong", version: "1" },
    paths: {
      "/a": getBy({ type: "aws_proxy", httpMethod: "POST", uri: "nowhere" }),
      "/b/{one}": getBy({ type: "mock" }),
      "/b/{other}": getBy({ type: "mock" }),
      "/c": getBy({ type: "mock" }, { security: [{ nobody: [] }], "x-amazon-apigateway-request-validator": "none" }),
      "/d": getBy({ type: "http", httpMethod: "GET", uri: "https://example.com", responses: { default: {} } }),
      "/e": getBy({ httpMethod: "GET", uri: "https://example.com" }),
      "/f": getBy({
        type: "mock",
        responses: { default: { statusCode: "200", responseParameters: { "method.response.header.X": "'x'" } } },
      }),
    },
    definitions: { not_alphanumeric: { type: "object" } },
  };
  expect(await refusal(importApi(document, as))).toBe(
    [
      "BadRequestException: Errors found during import:",
      "Unable to create model for 'not_alphanumeric': Model name must be alphanumeric: not_alphanumeric",
      "Unable to create resource at path '/b/{other}': A sibling ({one}) of this resource already has a variable path part -- only one is allowed",
      "Unable to put integration on 'GET' for resource at path '/a': Invalid ARN specified in the request",
      "Unable to put method 'GET' on resource at path '/c': Invalid Request Validator identifier specified",
      "Unable to put integration response on 'GET' for resource at path '/d': Value '' at 'statusCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [1-5]\\d\\d",
      "Unable to put integration on 'GET' for resource at path '/e': Enumeration value for IntegrationType must be non-empty",
      "Unable to put integration response on 'GET' for resource at path '/f': Invalid mapping expression specified: Validation Result: warnings : [], errors : [No method response exists for method.]",
    ].join("\n\t"),
  );
  expect((await test().call(GetRestApis, {}, as)).items).toEqual([]);
});

it("what is no description of an API is refused in AWS's words", async () => {
  const as = { account: uniqueAccount() };
  const unable = "BadRequestException: Unable to build importer with provided input.";
  for (const body of ["", "[]", "just a text", '{"swagger": "2.0", ', "a: [", { title: "x" }, { openapi: "3.1.0" }]) {
    expect(await refusal(importApi(body, as))).toBe(unable);
  }
  const noPaths = { openapi: "3.0.0", info: { title: "x", version: "1" }, paths: [] };
  expect(await refusal(importApi(noPaths, as))).toBe("BadRequestException: Invalid OpenAPI input.");
  const paths = { "/": { get: { "x-amazon-apigateway-integration": { type: "aws_proxy", uri: { "Fn::Sub": "x" } } } } };
  expect(await refusal(importApi({ swagger: "2.0", info: { title: "x" }, paths }, as))).toBe(
    "BadRequestException: Unable to parse API definition because of a malformed integration at path /.",
  );
  expect(await refusal(importApi({ swagger: "2.0", paths: {} }, as))).toBe("BadRequestException: Name cannot be empty");
  const shop = bookShop(as.account);
  expect(await refusal(importApi(shop, as, { parameters: { endpointConfigurationTypes: "MOON" } }))).toBe(
    "BadRequestException: Invalid endpoint configuration type specified: MOON",
  );
  expect(await refusal(importApi(shop, as, { parameters: { basepath: "cut" } }))).toBe(
    "BadRequestException: Invalid value for basepath specified: cut. Must be one of: [ignore, prepend, split]",
  );
  const missing = refusal(putApi(shop, as, { restApiId: "abcde0" }));
  expect(await missing).toBe(`NotFoundException: Invalid API identifier specified ${as.account}:abcde0`);
});

it("an import passes no role of another account", async () => {
  const as = { account: uniqueAccount() };
  const shop = JSON.stringify(bookShop(as.account));
  const others = (role: string) => shop.replace(`${as.account}:role/${role}`, `999988887777:role/${role}`);
  expect(await refusal(importApi(others("clerks"), as))).toContain(
    "Unable to put authorizer 'clerk': Cross-account pass role is not allowed.",
  );
  expect(await refusal(importApi(others("books"), as))).toContain(
    "Unable to put integration on 'POST' for resource at path '/books': Cross-account pass role is not allowed.",
  );
});

it("parameters say where an API is reached, and that documentation stays out", async () => {
  const as = { account: uniqueAccount() };
  const parameters = { endpointConfigurationTypes: "REGIONAL", ignore: "documentation" };
  const api = await importApi(bookShop(as.account), as, { parameters });
  expect(api.endpointConfiguration?.types).toEqual(["REGIONAL"]);
  const { items = [] } = await test().call(GetDocumentationParts, { restApiId: api.id ?? "" }, as);
  expect(items).toEqual([]);
});

it("overwriting leaves what the document has, under the ids that it had", async () => {
  const { as, restApiId, rootId } = await newRestApi(test(), { description: "before", tags: { team: "books" } });
  const { id: booksId } = await test().call(CreateResource, { restApiId, parentId: rootId, pathPart: "books" }, as);
  await test().call(CreateResource, { restApiId, parentId: rootId, pathPart: "gone" }, as);
  const { info, ...shop } = bookShop(as.account);
  const { description: _description, ...shortInfo } = info;
  const api = await putApi({ ...shop, info: shortInfo }, as, { restApiId, mode: "overwrite" });
  expect(api).toMatchObject({ id: restApiId, rootResourceId: rootId, name: "Book shop", tags: { team: "books" } });
  expect(api).not.toHaveProperty("description");
  expect(await pathsOf(restApiId, as)).toEqual(["/", "/books", "/books/{isbn}", "/books/{isbn}/{proxy+}"]);
  const { items: resources = [] } = await test().call(GetResources, { restApiId }, as);
  expect(resources.find(({ path }) => path === "/books")?.id).toBe(booksId);
  const { items: models = [] } = await test().call(GetModels, { restApiId }, as);
  expect(models.map(({ name }) => name)).toEqual(["Book", "Books", "Problem"]);
  const { items: authorizers = [] } = await test().call(GetAuthorizers, { restApiId }, as);
  const empty = { swagger: "2.0", info: { title: "empty", version: "2" }, paths: {} };
  const again = { ...empty, securityDefinitions: { clerk: shop.securityDefinitions.clerk } };
  await putApi(again, as, { restApiId, mode: "overwrite" });
  expect(await pathsOf(restApiId, as)).toEqual(["/"]);
  const kept = await test().call(GetAuthorizers, { restApiId }, as);
  expect(kept.items).toEqual(authorizers.filter(({ name }) => name === "clerk"));
  expect(await test().call(GetRestApi, { restApiId }, as)).not.toHaveProperty("policy");
});

it("merging adds to what there is, and a method of the document takes the place of another", async () => {
  const as = { account: uniqueAccount() };
  const { id: restApiId = "" } = await importApi(bookShop(as.account), as);
  const get = { responses: {}, "x-amazon-apigateway-integration": { type: "mock" } };
  const document = {
    swagger: "2.0",
    info: { title: "Book shop", version: "1.5" },
    paths: { "/books": { get }, "/carts": { get } },
    definitions: { Cart: { type: "object" } },
  };
  const api = await putApi(document, as, { restApiId, mode: "merge" });
  expect(api).toMatchObject({ version: "1.5", description: "Sells books", binaryMediaTypes: ["image/*"] });
  const methods = await methodsOf(restApiId, as);
  expect([...methods.keys()].toSorted((one, other) => (one < other ? -1 : 1))).toEqual([
    "ANY /books/{isbn}/{proxy+}",
    "GET /",
    "GET /books",
    "GET /carts",
    "POST /books",
  ]);
  expect(methods.get("GET /books")).toMatchObject({ authorizationType: "NONE", methodIntegration: { type: "MOCK" } });
  expect(methods.get("GET /books")).not.toHaveProperty("operationName");
  const { items: models = [] } = await test().call(GetModels, { restApiId }, as);
  expect(models.map(({ name }) => name)).toEqual(["Book", "Books", "Cart", "Problem"]);
});

it("a put that is refused changes nothing", async () => {
  const as = { account: uniqueAccount() };
  const { id: restApiId = "" } = await importApi(bookShop(as.account), as);
  const before = await methodsOf(restApiId, as);
  const wrong = { swagger: "2.0", info: { title: "wrong" }, paths: {}, definitions: { "a-b": { type: "object" } } };
  expect(await refusal(putApi(wrong, as, { restApiId, mode: "overwrite" }))).toContain("Errors found during import:");
  expect(await methodsOf(restApiId, as)).toEqual(before);
  expect((await test().call(GetRestApi, { restApiId }, as)).name).toBe("Book shop");
});
