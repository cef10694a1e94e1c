import { refusal, uniqueAccount } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { bookShop, booksUri } from "../../testing/book-shop.ts";
import { deployableApi } from "../../testing/deployable-api.ts";
import { type AskedExport, useExports, WHOLE } from "../../testing/rest-exports.ts";
import { useApigateway } from "../../testing/use-apigateway.ts";
import { CreateDeployment } from "./CreateDeployment.ts";
import { CreateDocumentationVersion } from "./CreateDocumentationVersion.ts";
import { GetExport } from "./GetExport.ts";
import { PutRestApi } from "./PutRestApi.ts";
import { UpdateRestApi } from "./UpdateRestApi.ts";
import { UpdateStage } from "./UpdateStage.ts";

const test = useApigateway();
const { deployed, exportApi, exported } = useExports(test);

it("an export as Swagger tells what a stage has, as a file", async () => {
  const as = { account: uniqueAccount() };
  const restApiId = await deployed(bookShop(as.account), as);
  const answer = await exportApi(restApiId, as);
  expect(answer).toMatchObject({
    contentType: "application/octet-stream",
    contentDisposition: 'attachment; filename="swagger_1.4.json"',
  });
  const { paths, definitions, securityDefinitions, ...rest } = await exported(restApiId, as);
  expect(rest).toEqual({
    swagger: "2.0",
    info: { title: "Book shop", version: "1.4", description: "Sells books" },
    host: `${restApiId}.execute-api.localhost:4566`,
    basePath: "/live",
    schemes: ["http"],
  });
  expect(paths).toMatchObject({
    "/": {
      get: {
        consumes: ["application/json"],
        produces: ["text/html"],
        responses: { 200: { description: "200 response", headers: { "Content-Type": { type: "string" } } } },
      },
    },
    "/books": {
      get: {
        operationId: "ListBooks",
        produces: ["application/json"],
        parameters: [
          { name: "X-Shelf", in: "header", required: false, type: "string" },
          { name: "author", in: "query", required: true, type: "string" },
        ],
        responses: { 200: { schema: { $ref: "#/definitions/Books" } } },
        security: [{ sigv4: [] }],
      },
      post: {
        parameters: [
          { name: "X-Shelf", in: "header", required: false, type: "string" },
          { in: "body", name: "Book", required: true, schema: { $ref: "#/definitions/Book" } },
        ],
        security: [{ clerk: [] }, { api_key: [] }],
      },
    },
    "/books/{isbn}/{proxy+}": {
      "x-amazon-apigateway-any-method": {
        parameters: [
          { name: "isbn", in: "path", required: true, type: "string" },
          { name: "proxy", in: "path", required: true, type: "string" },
        ],
      },
    },
  });
  expect(Object.keys(Object(definitions))).toEqual(["Books", "Book", "Problem"]);
  expect(Object(definitions).Books).toEqual({ type: "array", items: { $ref: "#/definitions/Book" } });
  expect(JSON.stringify([paths, securityDefinitions])).not.toContain("x-amazon-apigateway-integration");
  expect(JSON.stringify(securityDefinitions)).not.toContain("x-amazon-apigateway-authorizer");
});

it("an export as OpenAPI 3.0 has servers, components and content", async () => {
  const as = { account: uniqueAccount() };
  const restApiId = await deployed(bookShop(as.account), as);
  expect((await exportApi(restApiId, as, { exportType: "oas30" })).contentDisposition).toBe(
    'attachment; filename="oas30_1.4.json"',
  );
  expect(await exported(restApiId, as, { exportType: "oas30" })).toMatchObject({
    openapi: "3.0.1",
    servers: [
      {
        url: `http://${restApiId}.execute-api.localhost:4566/{basePath}`,
        variables: { basePath: { default: "live" } },
      },
    ],
    paths: {
      "/": {
        get: { responses: { 200: { headers: { "Content-Type": { schema: { type: "string" } } }, content: {} } } },
      },
      "/books": {
        get: {
          parameters: [
            { name: "X-Shelf", in: "header", schema: { type: "string" } },
            { name: "author", in: "query", required: true, schema: { type: "string" } },
          ],
        },
        post: {
          requestBody: {
            required: true,
            content: { "application/json": { schema: { $ref: "#/components/schemas/Book" } } },
          },
        },
      },
    },
    components: {
      schemas: { Books: { items: { $ref: "#/components/schemas/Book" } } },
      securitySchemes: { api_key: { type: "apiKey", name: "x-api-key", in: "header" } },
    },
  });
});

it("extensions are told where they are asked for", async () => {
  const as = { account: uniqueAccount() };
  const restApiId = await deployed(bookShop(as.account), as);
  const whole = JSON.stringify(await exported(restApiId, as, WHOLE));
  const integrations = JSON.stringify(await exported(restApiId, as, { parameters: { extensions: "integrations" } }));
  const authorizers = JSON.stringify(await exported(restApiId, as, { parameters: { extensions: "authorizers" } }));
  expect(integrations).toContain('"x-amazon-apigateway-integration"');
  expect(integrations).not.toContain('"x-amazon-apigateway-authorizer"');
  expect(authorizers).toContain('"x-amazon-apigateway-authorizer"');
  expect(authorizers).not.toContain('"x-amazon-apigateway-integration"');
  for (const name of ["integration", "authorizer", "policy", "gateway-responses", "request-validators"]) {
    expect(whole).toContain(`"x-amazon-apigateway-${name}"`);
  }
  expect(await exported(restApiId, as, WHOLE)).toMatchObject({
    paths: {
      "/": {
        get: {
          "x-amazon-apigateway-integration": {
            type: "mock",
            passthroughBehavior: "when_no_match",
            requestTemplates: { "application/json": '{"statusCode": 200}' },
            responses: {
              default: {
                statusCode: "200",
                responseParameters: { "method.response.header.Content-Type": "'text/html'" },
                responseTemplates: { "text/html": "<h1>Books</h1>" },
              },
            },
          },
        },
      },
    },
    securityDefinitions: {
      clerk: {
        type: "apiKey",
        name: "X-Clerk",
        in: "header",
        "x-amazon-apigateway-authtype": "custom",
        "x-amazon-apigateway-authorizer": { type: "token", authorizerUri: booksUri(as.account) },
      },
    },
  });
});

const postOf = (name: string) => ({
  requestBody: { content: { "application/json": { schema: { $ref: `#/components/schemas/${name}` } } } },
  responses: {},
  "x-amazon-apigateway-integration": { type: "mock" },
});

it("models are told in the order of the paths whose methods name them, whatever ids these have", async () => {
  const as = { account: uniqueAccount() };
  const names = ["A", "B", "C", "D", "E", "F"];
  const document = {
    openapi: "3.0.1",
    info: { title: "models", version: "1" },
    paths: Object.fromEntries(names.map((name) => [`/${name}`, { post: postOf(name) }])),
    components: { schemas: Object.fromEntries(names.map((name) => [name, { type: "object" }])) },
  };
  const { definitions } = await exported(await deployed(document, as), as);
  expect(Object.keys(Object(definitions))).toEqual(names);
});

it("a file is of what was deployed, and not of what has become of the API since", async () => {
  const as = { account: uniqueAccount() };
  const restApiId = await deployed(bookShop(as.account), as);
  const before = await exported(restApiId, as, WHOLE);
  const body = Buffer.from(JSON.stringify({ swagger: "2.0", info: { title: "other", version: "2" }, paths: {} }));
  await test().call(PutRestApi, { restApiId, body, mode: "overwrite" }, as);
  expect(await exported(restApiId, as, WHOLE)).toEqual(before);
});

it("an API without a version is of the time when it was made", async () => {
  test().clock.set(Date.UTC(2024, 3, 15, 21, 43, 25));
  const { restApiId } = await deployableApi(test());
  await test().call(CreateDeployment, { restApiId, stageName: "live" });
  const { contentDisposition, body } = await test().call(GetExport, {
    restApiId,
    stageName: "live",
    exportType: "oas30",
    accepts: "application/yaml",
  });
  expect(contentDisposition).toBe('attachment; filename="oas30_2024-04-15T21:43:25Z.yaml"');
  expect(parse(Buffer.from(body ?? "").toString())).toMatchObject({
    info: { title: "pets", version: "2024-04-15T21:43:25Z" },
    // Nothing names the models that every new API has.
    components: {},
  });
});

it("the documentation of a stage is told with the rest", async () => {
  const as = { account: uniqueAccount() };
  const restApiId = await deployed(bookShop(as.account), as);
  expect(await exported(restApiId, as, WHOLE)).not.toHaveProperty("x-amazon-apigateway-documentation");
  await test().call(CreateDocumentationVersion, { restApiId, documentationVersion: "v1" }, as);
  const patchOperations = [{ op: "replace", path: "/documentationVersion", value: "v1" } as const];
  await test().call(UpdateStage, { restApiId, stageName: "live", patchOperations }, as);
  expect(await exported(restApiId, as, WHOLE)).toMatchObject({
    "x-amazon-apigateway-documentation": {
      version: "v1",
      documentationParts: [{ location: { type: "API" }, properties: { info: { description: "Sells books" } } }],
    },
  });
});

it("an endpoint that is off, and VPC endpoints, are told", async () => {
  const as = { account: uniqueAccount() };
  const restApiId = await deployed(bookShop(as.account), as);
  const patchOperations = [{ op: "replace", path: "/disableExecuteApiEndpoint", value: "true" } as const];
  await test().call(UpdateRestApi, { restApiId, patchOperations }, as);
  await test().call(CreateDeployment, { restApiId, stageName: "live" }, as);
  const document = await exported(restApiId, as, WHOLE);
  expect(document["x-amazon-apigateway-endpoint-configuration"]).toEqual({ disableExecuteApiEndpoint: true });
  const again = await deployed(document, as);
  expect((await exported(again, as, WHOLE))["x-amazon-apigateway-endpoint-configuration"]).toEqual({
    disableExecuteApiEndpoint: true,
  });
});

it("what cannot be exported is refused", async () => {
  const as = { account: uniqueAccount() };
  const restApiId = await deployed(bookShop(as.account), as);
  const asked = (more: AskedExport, id = restApiId) => refusal(exportApi(id, as, more));
  expect(await asked({ stageName: "none" })).toBe("NotFoundException: Invalid Stage identifier specified");
  expect(await asked({}, "abcde0")).toBe(`NotFoundException: Invalid API identifier specified ${as.account}:abcde0`);
  expect(await asked({ exportType: "raml" })).toBe(
    "BadRequestException: Invalid export type specified: raml. Must be one of: [oas30, swagger]",
  );
  expect(await asked({ accepts: "text/html" })).toBe(
    "BadRequestException: Invalid content type specified: text/html. Must be one of: [application/json, application/yaml]",
  );
});
