import { refusal, uniqueAccount } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { httpShop } from "../../testing/http-shop.ts";
import { useApigateway } from "../../testing/use-apigateway.ts";
import { addRoute, INVOCATION, newHttpApi } from "../../testing/v2-api.ts";
import type { V2Operations } from "../operation.ts";
import { CreateStage } from "./CreateStage.ts";
import { ExportApi } from "./ExportApi.ts";
import { ImportApi } from "./ImportApi.ts";
import { UpdateApi } from "./UpdateApi.ts";

const test = useApigateway();

type As = { readonly account: string };

const importApi = (document: unknown, as: As, more: Partial<V2Operations["ImportApi"]["input"]> = {}) =>
  test().call(ImportApi, { Body: typeof document === "string" ? document : JSON.stringify(document), ...more }, as);

type Asked = Partial<V2Operations["ExportApi"]["input"]>;

async function exported(ApiId: string, as: As, asked: Asked = {}): Promise<string> {
  const { body } = await test().call(ExportApi, { ApiId, Specification: "OAS30", OutputType: "JSON", ...asked }, as);
  return Buffer.from(body ?? "").toString();
}

it("an export tells an HTTP API as AWS does", async () => {
  const as = { account: uniqueAccount() };
  const { ApiId = "" } = await importApi(httpShop(as.account), as);
  await test().call(CreateStage, { ApiId, StageName: "$default", AutoDeploy: true }, as);
  expect(JSON.parse(await exported(ApiId, as, { StageName: "$default" }))).toEqual({
    openapi: "3.0.1",
    info: { title: "Book shop", description: "Sells books", version: "7" },
    servers: [
      {
        url: `http://${ApiId}.execute-api.localhost:4566/{basePath}`,
        variables: { basePath: { default: "" } },
        "x-amazon-apigateway-endpoint-configuration": { disableExecuteApiEndpoint: true },
      },
    ],
    tags: [{ name: "team", "x-amazon-apigateway-tag-value": "books" }],
    paths: {
      "/$default": {
        "x-amazon-apigateway-any-method": {
          isDefaultRoute: true,
          responses: { default: { description: "Default response for $default" } },
          "x-amazon-apigateway-integration": { $ref: "#/components/x-amazon-apigateway-integrations/integration1" },
        },
      },
      "/books": {
        get: {
          operationId: "ListBooks",
          responses: { default: { description: "Default response for GET /books" } },
          security: [{ readers: ["books/read"] }],
          "x-amazon-apigateway-integration": {
            responseParameters: { 200: { "overwrite:header.Cache-Control": "no-store" } },
            requestParameters: { "append:querystring.shelf": "1" },
            payloadFormatVersion: "1.0",
            type: "http_proxy",
            httpMethod: "GET",
            uri: "https://books.example.com",
            connectionType: "INTERNET",
            timeoutInMillis: 5000,
          },
        },
        post: expect.objectContaining({ security: [{ clerks: [] }] }),
      },
      "/books/{proxy+}": {
        "x-amazon-apigateway-any-method": expect.objectContaining({ security: [{ sigv4: [] }] }),
        parameters: [
          {
            name: "proxy+",
            in: "path",
            description: "Generated path parameter for proxy+",
            required: true,
            schema: { type: "string" },
          },
        ],
      },
    },
    components: {
      securitySchemes: {
        clerks: expect.objectContaining({ type: "apiKey" }),
        readers: {
          type: "oauth2",
          flows: {},
          "x-amazon-apigateway-authorizer": {
            identitySource: "$request.header.Authorization",
            jwtConfiguration: { audience: ["books"], issuer: "https://issuer.example.com" },
            type: "jwt",
          },
        },
        sigv4: expect.objectContaining({ "x-amazon-apigateway-authtype": "awsSigv4" }),
      },
      "x-amazon-apigateway-integrations": {
        integration1: {
          payloadFormatVersion: "2.0",
          type: "aws_proxy",
          httpMethod: "POST",
          uri: INVOCATION,
          connectionType: "INTERNET",
        },
      },
    },
    "x-amazon-apigateway-cors": {
      allowMethods: ["GET", "POST"],
      allowHeaders: ["x-clerk"],
      exposeHeaders: ["date"],
      maxAge: 300,
      allowCredentials: true,
      allowOrigins: ["https://example.com"],
    },
    "x-amazon-apigateway-importexport-version": "1.0",
  });
});

it.each(["JSON", "YAML"])("what is exported as %s, imported and exported again is the same", async (OutputType) => {
  const as = { account: uniqueAccount() };
  const { ApiId: first = "" } = await importApi(httpShop(as.account), as);
  await test().call(CreateStage, { ApiId: first, StageName: "live", AutoDeploy: true }, as);
  const asked = { OutputType, StageName: "live" };
  const export1 = await exported(first, as, asked);
  const { ApiId: second = "" } = await importApi(export1, as, { FailOnWarnings: true });
  await test().call(CreateStage, { ApiId: second, StageName: "live", AutoDeploy: true }, as);
  expect((await exported(second, as, asked)).replaceAll(second, first)).toBe(export1);
});

it("without extensions an export tells nothing of what stands behind", async () => {
  const as = { account: uniqueAccount() };
  const { ApiId = "" } = await importApi(httpShop(as.account), as);
  const text = await exported(ApiId, as, { IncludeExtensions: false, OutputType: "YAML" });
  expect(parse(text)).toMatchObject({ openapi: "3.0.1", tags: [{ name: "team" }] });
  expect(text).not.toMatch(/x-amazon-apigateway-(?:integration|authorizer|cors|importexport)/);
});

it("without a stage an export is of the API as it is, of a version that is its time", async () => {
  test().clock.set(Date.UTC(2020, 2, 11, 19, 30, 0));
  const { ApiId, as } = await newHttpApi(test());
  await addRoute(test(), { ApiId, as }, "GET /books/{isbn}");
  const document = JSON.parse(await exported(ApiId, as));
  expect(document).toMatchObject({ info: { title: "orders", version: "2020-03-11 19:30:00UTC" } });
  expect(document).not.toHaveProperty("servers");
  // Clients empty what they do not want to say.
  await test().call(UpdateApi, { ApiId, Description: "", Version: "" }, as);
  expect(JSON.parse(await exported(ApiId, as))).toEqual(document);
  expect(Object.keys(document.paths)).toEqual(["/books/{isbn}"]);
});

it("what cannot be exported is refused", async () => {
  const { ApiId, as } = await newHttpApi(test());
  const asked = (more: Asked, id = ApiId) => refusal(exported(id, as, more));
  expect(await asked({ Specification: "OAS20" })).toBe(
    "BadRequestException: Invalid specification: OAS20. Must be one of: [OAS30]",
  );
  expect(await asked({ OutputType: "XML" })).toBe(
    "BadRequestException: Invalid output type: XML. Must be one of: [JSON, YAML]",
  );
  expect(await asked({ ExportVersion: "2.0" })).toBe(
    "BadRequestException: Invalid export version: 2.0. Must be one of: [1.0]",
  );
  expect(await asked({ StageName: "none" })).toBe("NotFoundException: Invalid stage identifier specified");
  expect(await asked({}, "abcde12345")).toBe(
    `NotFoundException: Invalid API identifier specified ${as.account}:abcde12345`,
  );
});
