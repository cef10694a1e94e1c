import {
  CreateModelCommand,
  CreateRequestValidatorCommand,
  GetGatewayResponseCommand,
  PutGatewayResponseCommand,
} from "@aws-sdk/client-api-gateway";
import { describe, expect, it } from "vitest";
import { useApigateway } from "./apigateway.ts";
import { createRestApi, mock, type TestMethod } from "./rest-api.ts";

const apigateway = useApigateway();

/** As AWS's console makes it. */
const PREFLIGHT: TestMethod = {
  integration: { type: "MOCK", requestTemplates: { "application/json": '{"statusCode": 200}' } },
  responses: {
    "200": {
      responseParameters: {
        "method.response.header.Access-Control-Allow-Headers": "'Content-Type,X-Amz-Date,Authorization,X-Api-Key'",
        "method.response.header.Access-Control-Allow-Methods": "'GET,OPTIONS'",
        "method.response.header.Access-Control-Allow-Origin": "'https://app.example.com'",
      },
    },
  },
};

describe("a MOCK method", () => {
  it("answers of the request what its templates make", async () => {
    const api = await createRestApi(apigateway.rest(), {
      "POST /pets/{id}": {
        integration: {
          type: "MOCK",
          requestTemplates: {
            "application/json": `{"statusCode": #if($input.params('id') == "0") 404 #else 200 #end}`,
          },
        },
        responses: {
          "200": {
            responseParameters: { "method.response.header.x-stage": "context.stage" },
            responseTemplates: {
              "application/json": `{"id": "$input.params().path.id", "q": "$input.params('q')", "method": "$context.httpMethod"}`,
            },
          },
          "404": { selectionPattern: "404", responseTemplates: { "application/json": '{"no": "such pet"}' } },
        },
      },
    });
    await api.deploy("prod");
    const url = `${apigateway.urlOf(api.id)}/prod/pets`;
    const asked = { method: "POST", headers: { "content-type": "application/json" }, body: "{}" };
    const found = await apigateway.ask(`${url}/7?q=a`, asked);
    expect(found).toMatchObject({ status: 200, headers: { "content-type": "application/json" } });
    expect(JSON.parse(found.text)).toEqual({ id: "7", q: "a", method: "POST" });
    expect(await apigateway.ask(`${url}/0`, asked)).toMatchObject({ status: 404, text: '{"no": "such pet"}' });
  });

  it("answers preflights as the API maps them, whoever asks", async () => {
    const api = await createRestApi(apigateway.rest(), { "OPTIONS /pets": PREFLIGHT, "GET /pets": mock('"pets"') });
    await api.deploy("prod");
    const headers = { origin: "https://app.example.com", "access-control-request-method": "GET" };
    const answer = await apigateway.ask(`${apigateway.urlOf(api.id)}/prod/pets`, { method: "OPTIONS", headers });
    expect(answer).toMatchObject({
      status: 200,
      text: "",
      headers: {
        "access-control-allow-headers": "Content-Type,X-Amz-Date,Authorization,X-Api-Key",
        "access-control-allow-methods": "GET,OPTIONS",
        "access-control-allow-origin": "https://app.example.com",
      },
    });
    const get = await apigateway.ask(`${apigateway.urlOf(api.id)}/prod/pets`, { headers });
    expect(get).toMatchObject({ status: 200, text: '"pets"' });
    expect(get.headers).not.toHaveProperty("access-control-allow-origin");
  });
});

describe("a request validator", () => {
  it("refuses what is not as the model and the parameters of the method say", async () => {
    const client = apigateway.rest();
    const api = await createRestApi(client, {});
    const restApiId = api.id;
    const schema = JSON.stringify({
      $schema: "http://json-schema.org/draft-04/schema#",
      type: "object",
      required: ["name"],
      properties: { name: { type: "string" }, age: { type: "integer", minimum: 0 } },
    });
    await client.send(new CreateModelCommand({ restApiId, name: "Pet", contentType: "application/json", schema }));
    const { id: requestValidatorId } = await client.send(
      new CreateRequestValidatorCommand({
        restApiId,
        name: "all",
        validateRequestBody: true,
        validateRequestParameters: true,
      }),
    );
    const method = {
      requestValidatorId,
      requestModels: { "application/json": "Pet" },
      requestParameters: { "method.request.querystring.page": true, "method.request.header.x-own": true },
    };
    await api.put("POST /pets", mock('"valid"', { method }));
    await client.send(
      new PutGatewayResponseCommand({
        restApiId,
        responseType: "BAD_REQUEST_BODY",
        statusCode: "422",
        responseParameters: { "gatewayresponse.header.x-why": "'body'" },
        responseTemplates: {
          "application/json": '{"message":$context.error.messageString,"why":"$context.error.validationErrorString"}',
        },
      }),
    );
    await api.deploy("prod");
    const url = `${apigateway.urlOf(restApiId)}/prod/pets`;
    const headers = { "content-type": "application/json", "x-own": "1" };
    const ask = (query: string, body: string, more: Record<string, string> = headers) =>
      apigateway.ask(url + query, { method: "POST", headers: more, body });
    expect(await ask("?page=1", '{"name":"Rex"}')).toMatchObject({ status: 200, text: '"valid"' });
    expect(await ask("?page=1", '{"age":-1}')).toMatchObject({
      status: 422,
      headers: { "x-why": "body", "x-amzn-errortype": "BadRequestException" },
      text: expect.stringContaining('"message":"Invalid request body"'),
    });
    expect(await ask("", '{"name":"Rex"}', { "content-type": "application/json" })).toMatchObject({
      status: 400,
      text: '{"message": "Missing required request parameters: [x-own, page]"}',
    });
  });
});

describe("gateway responses", () => {
  it("of their own are told, and those of AWS where there is none", async () => {
    const client = apigateway.rest();
    const api = await createRestApi(client, { "GET /": mock('"here"') });
    const of = { restApiId: api.id, responseType: "MISSING_AUTHENTICATION_TOKEN" } as const;
    expect(await client.send(new GetGatewayResponseCommand(of))).toMatchObject({
      responseType: "MISSING_AUTHENTICATION_TOKEN",
      statusCode: "403",
      responseParameters: {},
      responseTemplates: { "application/json": '{"message":$context.error.messageString}' },
      defaultResponse: true,
    });
    await client.send(
      new PutGatewayResponseCommand({
        ...of,
        statusCode: "404",
        responseParameters: { "gatewayresponse.header.Access-Control-Allow-Origin": "'*'" },
        responseTemplates: { "application/json": '{"type":"$context.error.responseType"}' },
      }),
    );
    await api.deploy("prod");
    expect(await apigateway.ask(`${apigateway.urlOf(api.id)}/prod/nowhere`)).toMatchObject({
      status: 404,
      text: '{"type":"MISSING_AUTHENTICATION_TOKEN"}',
      headers: { "access-control-allow-origin": "*", "x-amzn-errortype": "MissingAuthenticationTokenException" },
    });
  });
});
