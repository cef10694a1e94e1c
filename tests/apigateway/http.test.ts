import { CreateApiMappingCommand, CreateDomainNameCommand, GetApiCommand } from "@aws-sdk/client-apigatewayv2";
import { SQSClient } from "@aws-sdk/client-sqs";
import { uniqueName } from "@skylab/testkit";
import { describe, expect, it } from "vitest";
import { createQueue } from "../lambda/lambda.ts";
import { useApigateway } from "./apigateway.ts";
import { createApi, ofFunction } from "./http-api.ts";

const apigateway = useApigateway();

const ECHO = `export const handler = async (event) => event;`;

describe("a function behind an HTTP API", () => {
  it("is given the request in format 2.0, and what it returns is the answer", async () => {
    const { arn } = await apigateway.createFunction(ECHO);
    const api = await createApi(apigateway.v2());
    await api.route("POST /pets/{id}", await api.integrate(ofFunction(arn)));
    const url = `${apigateway.urlOf(api.id)}/pets/7?x=1&x=2&y=%2F`;
    const { host } = new URL(url);
    const headers = {
      "content-type": "application/json",
      "user-agent": "test",
      "X-Own": ["1", "2"],
      cookie: "a=1; b=2",
    };
    const answer = await apigateway.ask(url, { method: "POST", headers, body: '{"a":1}' });
    expect(answer).toMatchObject({ status: 200, headers: { "content-type": "application/json" } });
    const requestId = answer.headers["apigw-requestid"];
    expect(requestId).toMatch(/^[\w-]{15}=$/);
    expect(JSON.parse(answer.text)).toEqual({
      version: "2.0",
      routeKey: "POST /pets/{id}",
      rawPath: "/pets/7",
      rawQueryString: "x=1&x=2&y=%2F",
      cookies: ["a=1", "b=2"],
      headers: {
        "content-length": "7",
        "content-type": "application/json",
        host,
        "user-agent": "test",
        "x-amzn-trace-id": expect.stringMatching(/^Root=1-/),
        "x-forwarded-for": expect.any(String),
        "x-forwarded-port": expect.any(String),
        "x-forwarded-proto": "http",
        "x-own": "1,2",
      },
      queryStringParameters: { x: "1,2", y: "/" },
      requestContext: {
        accountId: "000000000000",
        apiId: api.id,
        domainName: host,
        domainPrefix: api.id,
        http: {
          method: "POST",
          path: "/pets/7",
          protocol: "HTTP/1.1",
          sourceIp: expect.any(String),
          userAgent: "test",
        },
        requestId,
        routeKey: "POST /pets/{id}",
        stage: "$default",
        time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
        timeEpoch: expect.any(Number),
      },
      pathParameters: { id: "7" },
      body: '{"a":1}',
      isBase64Encoded: false,
    });
  });

  it("is not asked for routes that are none, and its failures are told in AWS's words", async () => {
    const { arn } = await apigateway.createFunction(
      "export const handler = async () => { throw new Error('secret'); };",
    );
    const api = await createApi(apigateway.v2());
    await api.route("GET /pets", await api.integrate(ofFunction(arn)));
    const url = apigateway.urlOf(api.id);
    const notFound = { status: 404, text: '{"message":"Not Found"}', headers: { "content-type": "application/json" } };
    expect(await apigateway.ask(`${url}/cats`)).toMatchObject(notFound);
    expect(await apigateway.ask(`${url}/pets`, { method: "PUT" })).toMatchObject(notFound);
    expect(await apigateway.ask(`${url}/pets`)).toMatchObject({
      status: 500,
      text: '{"message":"Internal Server Error"}',
    });
  });
});

describe("CORS of an HTTP API", () => {
  it("is answered by its configuration, and the function is not asked", async () => {
    const { arn } = await apigateway.createFunction(
      'export const handler = async () => ({ statusCode: 200, body: "ran" });',
    );
    const origin = "https://app.example.com";
    const CorsConfiguration = { AllowOrigins: [origin], AllowMethods: ["GET"], AllowHeaders: ["x-own"], MaxAge: 60 };
    const api = await createApi(apigateway.v2(), { CorsConfiguration });
    await api.route("$default", await api.integrate(ofFunction(arn)));
    const url = apigateway.urlOf(api.id);
    const preflight = { origin, "access-control-request-method": "GET", "access-control-request-headers": "x-own" };
    expect(await apigateway.ask(url, { method: "OPTIONS", headers: preflight })).toMatchObject({
      status: 204,
      text: "",
      headers: {
        "access-control-allow-origin": origin,
        "access-control-allow-methods": "GET",
        "access-control-allow-headers": "x-own",
        "access-control-max-age": "60",
      },
    });
    expect(await apigateway.ask(url, { headers: { origin } })).toMatchObject({
      text: "ran",
      headers: { "access-control-allow-origin": origin },
    });
    const evil = await apigateway.ask(url, { headers: { origin: "https://evil.example.com" } });
    expect(evil.headers).not.toHaveProperty("access-control-allow-origin");
  });
});

it("a route to SQS-SendMessage sends what of the request it maps", async () => {
  const queue = await createQueue(apigateway.skylab().client(SQSClient));
  const api = await createApi(apigateway.v2());
  const integration = await api.integrate({
    IntegrationType: "AWS_PROXY",
    IntegrationSubtype: "SQS-SendMessage",
    PayloadFormatVersion: "1.0",
    CredentialsArn: "arn:aws:iam::000000000000:role/sender",
    RequestParameters: { QueueUrl: queue.url, MessageBody: "$request.body" },
  });
  await api.route("POST /", integration);
  const asked = { method: "POST", headers: { "content-type": "application/json" }, body: '{"name":"Rex"}' };
  const answer = await apigateway.ask(apigateway.urlOf(api.id), asked);
  expect(answer.status, answer.text).toBe(200);
  expect(answer.text).toContain("MessageId");
  expect(await queue.take(1)).toMatchObject([{ body: { name: "Rex" } }]);
});

it("a custom domain leads to the stages that are mapped to its paths", async () => {
  const { arn } = await apigateway.createFunction("export const handler = async ({ rawPath }) => rawPath;");
  const api = await createApi(apigateway.v2());
  await api.route("$default", await api.integrate(ofFunction(arn)));
  const DomainName = `${uniqueName("api")}.example.com`.toLowerCase();
  const CertificateArn = "arn:aws:acm:us-east-1:000000000000:certificate/8a1d7a31-4fd6-4f5c-8a1c-000000000000";
  const { DomainNameConfigurations } = await api.client.send(
    new CreateDomainNameCommand({
      DomainName,
      DomainNameConfigurations: [{ CertificateArn, EndpointType: "REGIONAL" }],
    }),
  );
  const [{ ApiGatewayDomainName: host = "", ...configuration } = {}] = DomainNameConfigurations ?? [];
  expect(configuration).toMatchObject({ DomainNameStatus: "AVAILABLE", EndpointType: "REGIONAL" });
  const mapping = { ApiId: api.id, DomainName, Stage: "$default", ApiMappingKey: "v1/pets" };
  await api.client.send(new CreateApiMappingCommand(mapping));
  expect(await apigateway.ask(`http://${host}/v1/pets/7`)).toMatchObject({ status: 200, text: '"/v1/pets/7"' });
  expect(await apigateway.ask(`/_aws/execute-api/${DomainName}/v1/pets/7`)).toMatchObject({ status: 200 });
  expect(await apigateway.ask(`http://${host}/v2/pets`)).toMatchObject({
    status: 403,
    text: '{"message":"Forbidden"}',
  });
});

it("tells the endpoint that reaches it", async () => {
  const api = await createApi(apigateway.v2());
  const { ApiEndpoint = "" } = await api.client.send(new GetApiCommand({ ApiId: api.id }));
  expect(ApiEndpoint).toBe(apigateway.urlOf(api.id));
  expect((await apigateway.ask(ApiEndpoint)).text).toBe('{"message":"Not Found"}');
});
