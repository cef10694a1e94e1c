import { refusal, uniqueAccount } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { bookShop } from "../../testing/book-shop.ts";
import { useDocuments } from "../../testing/rest-documents.ts";
import { useApigateway } from "../../testing/use-apigateway.ts";
import { GetRestApis } from "./GetRestApis.ts";

const test = useApigateway();
const { importApi, putApi } = useDocuments(test);

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
