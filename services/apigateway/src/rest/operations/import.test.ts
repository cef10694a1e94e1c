import { uniqueAccount } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { bookShop, booksUri } from "../../testing/book-shop.ts";
import { useDocuments } from "../../testing/rest-documents.ts";
import { useApigateway } from "../../testing/use-apigateway.ts";
import { GetAuthorizers } from "./GetAuthorizers.ts";
import { GetDocumentationParts } from "./GetDocumentationParts.ts";
import { GetGatewayResponse } from "./GetGatewayResponse.ts";
import { GetModel } from "./GetModel.ts";
import { GetModels } from "./GetModels.ts";
import { GetRequestValidators } from "./GetRequestValidators.ts";
import { GetRestApi } from "./GetRestApi.ts";

const test = useApigateway();
const { importApi, methodsOf, pathsOf, putApi } = useDocuments(test);

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
    authorizerUri: booksUri(as.account),
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

it("parameters say where an API is reached, and that documentation stays out", async () => {
  const as = { account: uniqueAccount() };
  const parameters = { endpointConfigurationTypes: "REGIONAL", ignore: "documentation" };
  const api = await importApi(bookShop(as.account), as, { parameters });
  expect(api.endpointConfiguration?.types).toEqual(["REGIONAL"]);
  const { items = [] } = await test().call(GetDocumentationParts, { restApiId: api.id ?? "" }, as);
  expect(items).toEqual([]);
});
