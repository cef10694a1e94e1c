import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { type Answered, type Asked, useFront } from "../../testing/use-front.ts";
import { newHttpApi, type TestApi } from "../../testing/v2-api.ts";
import { CreateIntegration } from "../../v2/operations/CreateIntegration.ts";
import { CreateRoute } from "../../v2/operations/CreateRoute.ts";
import { CreateStage } from "../../v2/operations/CreateStage.ts";
import { UpdateApi } from "../../v2/operations/UpdateApi.ts";

const test = useFront();

const FUNCTION = "arn:aws:lambda:us-east-1:111122223333:function:echo";

type Integration = Omit<Parameters<typeof CreateIntegration>[0], "ApiId">;

const LAMBDA: Integration = { IntegrationType: "AWS_PROXY", IntegrationUri: FUNCTION, PayloadFormatVersion: "2.0" };

type Published = TestApi & { readonly ask: (path: string, asked?: Asked) => Promise<Answered> };

/** An HTTP API whose routes all lead to one integration, and its default stage. */
async function published(
  integration: Integration | ((account: string) => Integration),
  ...keys: string[]
): Promise<Published> {
  const api = await newHttpApi(test());
  const { ApiId, as } = api;
  const made = typeof integration === "function" ? integration(as.account) : integration;
  const { IntegrationId } = await test().call(CreateIntegration, { ApiId, ...made }, as);
  const Target = `integrations/${IntegrationId}`;
  for (const RouteKey of keys) await test().call(CreateRoute, { ApiId, RouteKey, Target }, as);
  await test().call(
    CreateStage,
    { ApiId, StageName: "$default", AutoDeploy: true, StageVariables: { env: "dev" } },
    as,
  );
  const host = `${ApiId}.execute-api.us-east-1.amazonaws.com`;
  return { ...api, ask: (path, asked) => test().ask(path, { host, ...asked }) };
}

function returns(value: unknown, FunctionError?: string): void {
  test().answers(() => ({ Payload: Buffer.from(JSON.stringify(value)), ...(FunctionError && { FunctionError }) }));
}

/** The event with which a function was invoked last. */
function lastEvent(): unknown {
  const invoked = test().called.findLast(({ operation }) => operation === "Invoke");
  return JSON.parse(Buffer.from(invoked?.input["Payload"] as Uint8Array).toString()); // as: what is invoked has one.
}

it("a function is handed the request in format 2.0, its path decoded", async () => {
  const { ApiId, as, ask } = await published(LAMBDA, "POST /pets/{name}");
  returns({ hello: 1 });
  const answer = await ask("/pets/a%20b?x=1&x=2", {
    method: "POST",
    headers: { "Content-Type": "application/json", "user-agent": "curl/8", cookie: "a=1; b=2" },
    body: '{"n":1}',
  });
  expect([answer.status, answer.text, answer.headers["content-type"]]).toEqual([
    200,
    '{"hello":1}',
    "application/json",
  ]);
  expect(lastEvent()).toMatchObject({
    version: "2.0",
    routeKey: "POST /pets/{name}",
    rawPath: "/pets/a b",
    rawQueryString: "x=1&x=2",
    cookies: ["a=1", "b=2"],
    headers: { "content-type": "application/json", host: `${ApiId}.execute-api.us-east-1.amazonaws.com` },
    queryStringParameters: { x: "1,2" },
    requestContext: {
      accountId: as.account,
      apiId: ApiId,
      domainName: `${ApiId}.execute-api.us-east-1.amazonaws.com`,
      domainPrefix: ApiId,
      http: { method: "POST", path: "/pets/a b", protocol: "HTTP/1.1", sourceIp: "127.0.0.1", userAgent: "curl/8" },
      requestId: answer.headers["apigw-requestid"],
      routeKey: "POST /pets/{name}",
      stage: "$default",
    },
    body: '{"n":1}',
    pathParameters: { name: "a b" },
    isBase64Encoded: false,
    stageVariables: { env: "dev" },
  });
  const invoked = test().called.findLast(({ operation }) => operation === "Invoke");
  expect(invoked?.as.principal).toEqual({
    name: "apigateway.amazonaws.com",
    sourceArn: `arn:aws:execute-api:us-east-1:${as.account}:${ApiId}/$default/POST/pets/{name}`,
  });
});

it("in format 1.0 the event and the answer are those of REST APIs", async () => {
  const { ask } = await published({ ...LAMBDA, PayloadFormatVersion: "1.0" }, "ANY /{proxy+}");
  returns({ statusCode: 201, multiValueHeaders: { "X-Many": ["1", "2"] }, body: "b3A=", isBase64Encoded: true });
  const answer = await ask("/a/b?x=1&x=2", { headers: { "X-Own": "o" } });
  expect([answer.status, answer.text, answer.headers["x-many"]]).toEqual([201, "op", "1, 2"]);
  expect(lastEvent()).toMatchObject({
    version: "1.0",
    resource: "/{proxy+}",
    path: "/a/b",
    httpMethod: "GET",
    multiValueQueryStringParameters: { x: ["1", "2"] },
    queryStringParameters: { x: "2" },
    headers: { "X-Own": "o" },
    pathParameters: { proxy: "a/b" },
    requestContext: { resourcePath: "/{proxy+}", identity: { sourceIp: "127.0.0.1", caller: null } },
    body: null,
  });
});

it.each([
  ["a function that fails", { errorMessage: "no" }, "Unhandled"],
  ["an answer that cannot be sent", { statusCode: "x" }, undefined],
])("%s is an internal error", async (_, value, error) => {
  const { ask } = await published(LAMBDA, "$default");
  returns(value, error);
  expect(await ask("/")).toMatchObject({ status: 500, text: '{"message":"Internal Server Error"}' });
});

it("what has no route is not found, and neither is what no stage has", async () => {
  const { ask } = await published(LAMBDA, "GET /pets");
  expect(await ask("/dogs")).toMatchObject({ status: 404, text: '{"message":"Not Found"}' });
  expect(await ask("/pets", { method: "POST" })).toMatchObject({ status: 404 });
});

it("a body that is too large is refused", async () => {
  const { ask } = await published(LAMBDA, "$default");
  const body = Buffer.alloc(10 * 1024 * 1024 + 1);
  expect(await ask("/", { method: "POST", body })).toMatchObject({
    status: 413,
    text: '{"message":"Request Entity Too Large"}',
  });
});

it("a preflight is answered by the API, and other answers have its headers", async () => {
  const { ApiId, as, ask } = await published(LAMBDA, "GET /pets");
  const CorsConfiguration = { AllowOrigins: ["https://shop.test"], AllowMethods: ["GET"] };
  await test().call(UpdateApi, { ApiId, CorsConfiguration }, as);
  returns({ statusCode: 200, headers: { "access-control-allow-origin": "*" } });
  const headers = { origin: "https://shop.test", "access-control-request-method": "GET" };
  expect(await ask("/pets", { method: "OPTIONS", headers })).toMatchObject({
    status: 204,
    headers: { "access-control-allow-origin": "https://shop.test", "access-control-allow-methods": "GET" },
  });
  const answer = await ask("/pets", { headers: { origin: "https://evil.test" } });
  expect(answer.headers).not.toHaveProperty("access-control-allow-origin");
});

it("a change of a route is served by the next request", async () => {
  const { ApiId, as, ask } = await published(LAMBDA, "GET /pets");
  returns("x");
  expect(await ask("/dogs")).toMatchObject({ status: 404 });
  const { IntegrationId } = await test().call(CreateIntegration, { ApiId, ...LAMBDA }, as);
  await test().call(CreateRoute, { ApiId, RouteKey: "GET /dogs", Target: `integrations/${IntegrationId}` }, as);
  expect(await ask("/dogs")).toMatchObject({ status: 200 });
});

it("an endpoint is asked by its own host, or the one that a mapping says; what is no header is not sent", async () => {
  const seen: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    seen.push(request.headers.host);
    response.writeHead(200, { constructor: "x", "set-cookie": ["a=1", "b=2"] }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // as: it listens on a port.
  try {
    const endpoint = {
      IntegrationType: "HTTP_PROXY",
      IntegrationMethod: "GET",
      IntegrationUri: `http://127.0.0.1:${port}/`,
      PayloadFormatVersion: "1.0",
    } as const;
    const plain = await published(endpoint, "$default");
    const answer = await plain.ask("/");
    expect(answer).toMatchObject({ status: 200, headers: { "set-cookie": ["a=1", "b=2"] } });
    expect(answer.headers["constructor"]).toBe("x");
    const mapped = await published(
      {
        ...endpoint,
        RequestParameters: { "overwrite:header.Host": "shop.test" },
        ResponseParameters: { "200": { "append:header.x-said": "$request.querystring.say" } },
      },
      "$default",
    );
    expect(await mapped.ask("/?say=hello")).toMatchObject({ status: 200, headers: { "x-said": "hello" } });
    expect(await mapped.ask("/?say=a%0d%0aset-cookie:b")).toMatchObject({ status: 500 });
    expect(seen).toEqual([`127.0.0.1:${port}`, "shop.test", "shop.test"]);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

it("a message is sent to a queue, its parameters mapped of the request", async () => {
  const QueueUrl = "http://localhost:4566/111122223333/orders";
  const { ask } = await published(
    (account) => ({
      IntegrationType: "AWS_PROXY",
      IntegrationSubtype: "SQS-SendMessage",
      PayloadFormatVersion: "1.0",
      CredentialsArn: `arn:aws:iam::${account}:role/api`,
      RequestParameters: {
        QueueUrl,
        MessageBody: "$request.body.order",
        MessageAttributes: '{"Kind":{"DataType":"String","StringValue":"${request.path.kind}"}}',
      },
    }),
    "POST /orders/{kind}",
  );
  const ROLE = {
    AssumedRoleUser: { Arn: "arn:aws:sts::111122223333:assumed-role/api/s", AssumedRoleId: "AROA:s" },
    Credentials: { AccessKeyId: "ASIA", SecretAccessKey: "s", SessionToken: "t", Expiration: new Date(4e12) },
  };
  test().answers(({ service }) => (service === "sts" ? ROLE : { MessageId: "m-1", MD5OfMessageBody: "x" }));
  const answer = await ask("/orders/rush", { method: "POST", body: '{"order":{"id":7}}' });
  expect(answer).toMatchObject({ status: 200, text: expect.stringContaining("m-1") });
  expect(test().called.findLast(({ operation }) => operation === "SendMessage")?.input).toMatchObject({
    QueueUrl,
    MessageBody: '{"id":7}',
    MessageAttributes: { Kind: { DataType: "String", StringValue: "rush" } },
  });
});
