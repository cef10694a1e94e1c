import { INVOCATION } from "./v2-api.ts";

const FUNCTION_INTEGRATION = {
  "x-amazon-apigateway-integration": { $ref: "#/components/x-amazon-apigateway-integrations/everything" },
};

const COMPONENTS = {
  securitySchemes: {
    sigv4: { type: "apiKey", name: "Authorization", in: "header", "x-amazon-apigateway-authtype": "awsSigv4" },
    readers: {
      type: "openIdConnect",
      openIdConnectUrl: "https://issuer.example.com/.well-known/openid-configuration",
      "x-amazon-apigateway-authorizer": {
        type: "jwt",
        identitySource: "$request.header.Authorization",
        jwtConfiguration: { audience: ["books"] },
      },
    },
    clerks: {
      type: "apiKey",
      name: "Authorization",
      in: "header",
      "x-amazon-apigateway-authorizer": {
        type: "request",
        identitySource: "$request.header.X-Clerk, $request.querystring.desk",
        authorizerUri: INVOCATION,
        authorizerPayloadFormatVersion: "2.0",
        authorizerResultTtlInSeconds: 60,
        enableSimpleResponses: true,
      },
    },
  },
  "x-amazon-apigateway-integrations": {
    everything: { type: "aws_proxy", httpMethod: "POST", uri: INVOCATION, payloadFormatVersion: 2.0 },
  },
};

const pathsOf = (account: string) => ({
  "/$default": {
    "x-amazon-apigateway-any-method": { isDefaultRoute: true, responses: {}, ...FUNCTION_INTEGRATION },
  },
  "/books/{proxy+}": {
    "x-amazon-apigateway-any-method": { responses: {}, security: [{ sigv4: [] }], ...FUNCTION_INTEGRATION },
  },
  "/books": {
    get: {
      operationId: "ListBooks",
      responses: {},
      security: [{ readers: ["books/read"] }],
      "x-amazon-apigateway-integration": {
        type: "http_proxy",
        httpMethod: "get",
        uri: "https://books.example.com",
        payloadFormatVersion: 1.0,
        timeoutInMillis: 5000,
        requestParameters: { "append:querystring.shelf": "1" },
        responseParameters: { 200: { "overwrite:header.Cache-Control": "no-store" } },
      },
    },
    post: {
      responses: {},
      security: [{ clerks: [] }],
      "x-amazon-apigateway-integration": {
        type: "aws_proxy",
        integrationSubtype: "SQS-SendMessage",
        credentials: `arn:aws:iam::${account}:role/books`,
        payloadFormatVersion: "1.0",
        requestParameters: { QueueUrl: "https://sqs/books", MessageBody: "$request.body" },
      },
    },
  },
});

/** A shop with most of what API Gateway's extensions say of HTTP APIs. */
export const httpShop = (account: string) => ({
  openapi: "3.0.1",
  info: { title: "Book shop", version: "7", description: "Sells books" },
  servers: [
    {
      url: "https://example.com/{basePath}",
      variables: { basePath: { default: "shop/v1" } },
      "x-amazon-apigateway-endpoint-configuration": { disableExecuteApiEndpoint: true },
    },
  ],
  tags: [{ name: "team", "x-amazon-apigateway-tag-value": "books" }, { name: "untold" }],
  paths: pathsOf(account),
  components: COMPONENTS,
  "x-amazon-apigateway-cors": {
    allowOrigins: ["https://example.com"],
    allowMethods: ["GET", "POST"],
    allowHeaders: ["x-clerk"],
    exposeHeaders: ["date"],
    maxAge: 300,
    allowCredentials: true,
  },
  "x-amazon-apigateway-importexport-version": "1.0",
});
