import {
  CreateDeploymentCommand,
  GetExportCommand,
  GetModelsCommand,
  ImportRestApiCommand,
  PutRestApiCommand,
} from "@aws-sdk/client-api-gateway";
import {
  CreateStageCommand,
  ExportApiCommand,
  GetRoutesCommand,
  ImportApiCommand,
  ReimportApiCommand,
} from "@aws-sdk/client-apigatewayv2";
import { expect, it } from "vitest";
import { soon } from "../soon.ts";
import { functionUri, useApigateway } from "./apigateway.ts";

const apigateway = useApigateway();

const bytes = (document: object | string) =>
  Buffer.from(typeof document === "string" ? document : JSON.stringify(document));

const PETS = `
swagger: "2.0"
info:
  title: pets
  version: 1.0
basePath: /v1
x-amazon-apigateway-request-validators:
  all: { validateRequestBody: true, validateRequestParameters: true }
x-amazon-apigateway-request-validator: all
paths:
  /pets/{id}:
    put:
      consumes: [application/json]
      produces: [application/json]
      parameters:
        - { in: path, name: id, required: true, type: string }
        - { in: body, name: Pet, required: true, schema: { $ref: "#/definitions/Pet" } }
      responses:
        200: { description: kept, schema: { $ref: "#/definitions/Pet" } }
      x-amazon-apigateway-integration:
        type: mock
        requestTemplates: { application/json: '{"statusCode": 200}' }
        responses:
          default:
            statusCode: 200
            responseTemplates: { application/json: "kept $input.params('id')" }
definitions:
  Pet:
    type: object
    required: [kind]
    properties:
      kind: { $ref: "#/definitions/Kind" }
  Kind: { type: string, enum: [cat, dog] }
`;

it("a REST API of a Swagger file answers and validates, and its export makes another that does as well", async () => {
  const client = apigateway.rest();
  const { id: restApiId = "", ...made } = await client.send(
    new ImportRestApiCommand({ body: bytes(PETS), failOnWarnings: true, parameters: { basepath: "prepend" } }),
  );
  expect(made).toMatchObject({ name: "pets", version: "1.0", apiKeySource: "HEADER" });
  await client.send(new CreateDeploymentCommand({ restApiId, stageName: "live" }));
  const put = (id: string, kind: string) => ({
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ kind }),
    url: `${apigateway.urlOf(id)}/live/v1/pets/7`,
  });
  const answers = async (id: string): Promise<void> => {
    const { url, ...good } = put(id, "cat");
    expect((await apigateway.ask(url, good)).text).toBe("kept 7");
    const { url: _same, ...bad } = put(id, "stone");
    expect(await apigateway.ask(url, bad)).toMatchObject({
      status: 400,
      text: '{"message": "Invalid request body"}',
    });
  };
  await answers(restApiId);
  const exported = await client.send(
    new GetExportCommand({
      restApiId,
      stageName: "live",
      exportType: "oas30",
      accepts: "application/yaml",
      parameters: { extensions: "apigateway" },
    }),
  );
  expect(exported).toMatchObject({
    contentType: "application/octet-stream",
    contentDisposition: 'attachment; filename="oas30_1.0.yaml"',
  });
  const again = await client.send(new ImportRestApiCommand({ body: exported.body ?? "", failOnWarnings: true }));
  const { id: otherId = "" } = again;
  await client.send(new CreateDeploymentCommand({ restApiId: otherId, stageName: "live" }));
  await answers(otherId);
  const { items = [] } = await client.send(new GetModelsCommand({ restApiId: otherId }));
  expect(items.map(({ name }) => name)).toEqual(["Kind", "Pet"]);
});

it("a file that is put upon a REST API adds to it, or takes its place", async () => {
  const client = apigateway.rest();
  const { id: restApiId = "" } = await client.send(new ImportRestApiCommand({ body: bytes(PETS) }));
  const mock = { type: "mock", requestTemplates: { "application/json": '{"statusCode": 200}' } };
  const get = {
    responses: { 200: { description: "fine" } },
    "x-amazon-apigateway-integration": { ...mock, responses: { default: { statusCode: "200" } } },
  };
  const more = { swagger: "2.0", info: { title: "more", version: "2" }, paths: { "/more": { get } } };
  const deploy = () => client.send(new CreateDeploymentCommand({ restApiId, stageName: "live" }));
  const url = `${apigateway.urlOf(restApiId)}/live`;
  const statuses = async () => {
    const asked = { method: "PUT", headers: { "content-type": "application/json" }, body: '{"kind":"dog"}' };
    return [(await apigateway.ask(`${url}/more`)).status, (await apigateway.ask(`${url}/pets/1`, asked)).status];
  };
  expect(await client.send(new PutRestApiCommand({ restApiId, body: bytes(more), mode: "merge" }))).toMatchObject({
    id: restApiId,
    name: "more",
  });
  await deploy();
  await soon(async () => expect(await statuses()).toEqual([200, 200]));
  await client.send(new PutRestApiCommand({ restApiId, body: bytes(more), mode: "overwrite" }));
  await deploy();
  await soon(async () => expect(await statuses()).toEqual([200, 403]));
});

it("what cannot be imported is refused with all that is wrong with it, or what warns", async () => {
  const client = apigateway.rest();
  const refused = (body: object | string, failOnWarnings = false) =>
    client.send(new ImportRestApiCommand({ body: bytes(body), failOnWarnings })).then(
      () => "imported",
      ({ name, message }: Error) => `${name}: ${message}`,
    );
  expect(await refused("no description")).toBe("BadRequestException: Unable to build importer with provided input.");
  const get = { responses: {}, "x-amazon-apigateway-integration": { type: "aws_proxy", httpMethod: "POST", uri: "x" } };
  expect(await refused({ swagger: "2.0", info: { title: "wrong" }, paths: { "/": { get } } })).toBe(
    "BadRequestException: Errors found during import:\n\tUnable to put integration on 'GET' for resource at path '/': Invalid ARN specified in the request",
  );
  const warns = { openapi: "3.0.1", info: { title: "warns", version: "1" }, paths: { "/": { get: {} } } };
  expect(await refused(warns, true)).toBe(
    "BadRequestException: Warnings found during import:\n\tParse issue: attribute paths.'/'(get).responses is missing",
  );
});

it("an HTTP API of an OpenAPI file answers; it is exported, and imported again", async () => {
  const client = apigateway.v2();
  const { arn } = await apigateway.createFunction(
    "export const handler = async ({ routeKey }) => ({ statusCode: 200, body: routeKey });",
  );
  const integration = {
    "x-amazon-apigateway-integration": {
      type: "aws_proxy",
      httpMethod: "POST",
      uri: functionUri(arn),
      payloadFormatVersion: "2.0",
    },
  };
  const document = {
    openapi: "3.0.1",
    info: { title: "orders", version: "1" },
    paths: {
      "/$default": { "x-amazon-apigateway-any-method": { isDefaultRoute: true, responses: {}, ...integration } },
      "/orders/{id}": { get: { responses: {}, ...integration } },
    },
    "x-amazon-apigateway-cors": { allowOrigins: ["https://example.com"], allowMethods: ["GET"] },
  };
  const { ApiId = "", CorsConfiguration } = await client.send(
    new ImportApiCommand({ Body: JSON.stringify(document), FailOnWarnings: true }),
  );
  expect(CorsConfiguration).toEqual({ AllowOrigins: ["https://example.com"], AllowMethods: ["GET"] });
  await client.send(new CreateStageCommand({ ApiId, StageName: "$default", AutoDeploy: true }));
  const url = apigateway.urlOf(ApiId);
  expect((await apigateway.ask(`${url}/orders/7`)).text).toBe("GET /orders/{id}");
  expect((await apigateway.ask(`${url}/elsewhere`)).text).toBe("$default");
  const exported = await client.send(
    new ExportApiCommand({ ApiId, Specification: "OAS30", OutputType: "YAML", StageName: "$default" }),
  );
  const Body = Buffer.from(exported.body ?? "").toString();
  const again = await client.send(new ImportApiCommand({ Body, FailOnWarnings: true }));
  const { Items = [] } = await client.send(new GetRoutesCommand({ ApiId: again.ApiId }));
  expect(new Set(Items.map(({ RouteKey }) => RouteKey))).toEqual(new Set(["$default", "GET /orders/{id}"]));
  const { "/orders/{id}": orders } = document.paths;
  const less = { ...document, paths: { "/orders/{id}": orders } };
  await client.send(new ReimportApiCommand({ ApiId, Body: JSON.stringify(less) }));
  await soon(async () => expect((await apigateway.ask(`${url}/elsewhere`)).status).toBe(404));
  expect((await apigateway.ask(`${url}/orders/7`)).text).toBe("GET /orders/{id}");
});
