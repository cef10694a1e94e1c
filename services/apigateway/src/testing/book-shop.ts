import { functionUri } from "./function-uri.ts";

export const booksUri = (account: string): string => functionUri(`arn:aws:lambda:us-east-1:${account}:function:books`);

/** In place of the account's number. */
const account = "ACCOUNT";

const SHOP = {
  swagger: "2.0",
  info: { title: "Book shop", version: "1.4", description: "Sells books" },
  basePath: "/shop/v1",
  paths: {
    "/": {
      get: {
        produces: ["text/html"],
        responses: { 200: { description: "the page", headers: { "Content-Type": { type: "string" } } } },
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
    "/books": {
      parameters: [{ name: "X-Shelf", in: "header", type: "string" }],
      get: {
        operationId: "ListBooks",
        produces: ["application/json"],
        parameters: [{ name: "author", in: "query", required: true, type: "string" }],
        responses: {
          200: { description: "books", schema: { $ref: "#/definitions/Books" } },
          404: { $ref: "#/responses/Missing" },
        },
        security: [{ sigv4: [] }],
        "x-amazon-apigateway-request-validator": "parameters",
        "x-amazon-apigateway-integration": {
          type: "http",
          httpMethod: "get",
          uri: "https://books.example.com/list",
          requestParameters: { "integration.request.querystring.by": "method.request.querystring.author" },
          cacheKeyParameters: ["method.request.querystring.author"],
          cacheNamespace: "books",
          timeoutInMillis: 5000,
          connectionType: "VPC_LINK",
          connectionId: "abc123",
          tlsConfig: { insecureSkipVerification: true },
          responses: { default: { statusCode: 200 }, "4\\d{2}": { statusCode: "404" } },
        },
      },
      post: {
        operationId: "AddBook",
        consumes: ["application/json"],
        produces: ["application/json"],
        parameters: [{ name: "Book", in: "body", required: true, schema: { $ref: "#/definitions/Book" } }],
        responses: { 201: { description: "added", schema: { $ref: "#/definitions/Book" } } },
        security: [{ clerk: [] }, { api_key: [] }],
        "x-amazon-apigateway-integration": {
          type: "aws",
          httpMethod: "POST",
          uri: "arn:aws:apigateway:us-east-1:sqs:path/books",
          credentials: `arn:aws:iam::${account}:role/books`,
          passthroughBehavior: "never",
          contentHandling: "CONVERT_TO_TEXT",
          requestTemplates: { "application/json": "Action=SendMessage" },
          responses: { default: { statusCode: "201", contentHandling: "CONVERT_TO_TEXT" } },
        },
      },
    },
    "/books/{isbn}/{proxy+}": {
      "x-amazon-apigateway-any-method": {
        responses: {},
        security: [{ readers: ["books/read"] }],
        "x-amazon-apigateway-integration": {
          type: "aws_proxy",
          httpMethod: "POST",
          uri: booksUri(account),
          passthroughBehavior: "when_no_templates",
        },
      },
    },
  },
  responses: { Missing: { description: "no such book", schema: { $ref: "#/definitions/Problem" } } },
  securityDefinitions: {
    api_key: { type: "apiKey", name: "x-api-key", in: "header" },
    sigv4: { type: "apiKey", name: "Authorization", in: "header", "x-amazon-apigateway-authtype": "awsSigv4" },
    clerk: {
      type: "apiKey",
      name: "X-Clerk",
      in: "header",
      "x-amazon-apigateway-authtype": "custom",
      "x-amazon-apigateway-authorizer": {
        type: "token",
        authorizerUri: booksUri(account),
        authorizerCredentials: `arn:aws:iam::${account}:role/clerks`,
        identityValidationExpression: "^c-",
        authorizerResultTtlInSeconds: 60,
      },
    },
    readers: {
      type: "apiKey",
      name: "X-Reader",
      in: "header",
      "x-amazon-apigateway-authtype": "cognito_user_pools",
      "x-amazon-apigateway-authorizer": {
        type: "cognito_user_pools",
        providerARNs: [`arn:aws:cognito-idp:us-east-1:${account}:userpool/us-east-1_ABC`],
      },
    },
    partner: {
      type: "apiKey",
      name: "Unused",
      in: "header",
      "x-amazon-apigateway-authorizer": {
        type: "request",
        authorizerUri: booksUri(account),
        identitySource: "method.request.header.X-Partner, method.request.querystring.key",
      },
    },
  },
  definitions: {
    Books: { type: "array", items: { $ref: "#/definitions/Book" } },
    Book: {
      type: "object",
      description: "One book",
      required: ["isbn"],
      properties: {
        isbn: { type: "string", example: "978-3" },
        example: { type: "string" },
        sequel: { $ref: "#/definitions/Book" },
      },
    },
    Problem: { type: "object", properties: { message: { type: "string" } } },
  },
  "x-amazon-apigateway-request-validators": {
    parameters: { validateRequestParameters: true, validateRequestBody: false },
  },
  "x-amazon-apigateway-gateway-responses": {
    UNAUTHORIZED: {
      statusCode: 401,
      responseParameters: { "gatewayresponse.header.X-Why": "'who are you'" },
      responseTemplates: { "application/json": '{"why":"who"}' },
    },
  },
  "x-amazon-apigateway-binary-media-types": ["image/*"],
  "x-amazon-apigateway-minimum-compression-size": 1024,
  "x-amazon-apigateway-api-key-source": "AUTHORIZER",
  "x-amazon-apigateway-policy": {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: "*", Action: "execute-api:Invoke", Resource: "execute-api:/*" }],
  },
  "x-amazon-apigateway-documentation": {
    documentationParts: [{ location: { type: "API" }, properties: { info: { description: "Sells books" } } }],
  },
};

/** A shop in Swagger 2.0, with most of what API Gateway's extensions say of REST APIs. @param of whose roles it names */
export const bookShop = (of: string): typeof SHOP =>
  JSON.parse(JSON.stringify(SHOP).replaceAll(account, of)) as typeof SHOP; // as: texts alone are replaced.
