import { gunzipSync, gzipSync } from "node:zlib";
import { AwsError } from "@skylab/aws";
import { expect, it } from "vitest";
import { functionProxy, deployedApi, STAGE } from "../../testing/deployed-api.ts";
import { useFront } from "../../testing/use-front.ts";

const test = useFront();

const ECHO = "arn:aws:lambda:us-east-1:111122223333:function:echo";

/** What functions return from now on. */
function returns(value: unknown, functionError?: string): void {
  const payload = Buffer.from(typeof value === "string" ? value : JSON.stringify(value));
  test().answers(({ service }) =>
    service === "lambda"
      ? { Payload: payload, ...(functionError !== undefined && { FunctionError: functionError }) }
      : {},
  );
}

/** The event with which a function was invoked last, as it was written. */
function lastEvent(): string {
  const invoked = test().called.findLast(({ operation }) => operation === "Invoke");
  return Buffer.from(invoked?.input["Payload"] as Uint8Array).toString(); // as: what is invoked has a payload.
}

it("a function is handed the request in the very form that AWS writes", async () => {
  const { as, id, resources } = await deployedApi(test(), {
    methods: { "POST /pets/{id}": functionProxy(ECHO) },
    variables: { color: "red" },
  });
  test().clock.set(Date.parse("2026-07-22T03:52:52.486Z"));
  returns({ statusCode: 200 });
  const { headers } = await test().ask(`/${STAGE}/pets/a%20b/?tag=x&tag=y%20z&one=1`, {
    method: "POST",
    host: `${id}.execute-api.us-east-1.amazonaws.com`,
    headers: [
      "user-agent",
      "curl/8.10.1",
      "X-Two",
      "first",
      "accept",
      "*/*",
      "x-two",
      "second",
      "content-type",
      "text/plain",
    ],
    body: 'say "hello"',
  });
  const requestId = headers["x-amzn-requestid"];
  const event = lastEvent();
  const traceId = /"X-Amzn-Trace-Id":"(Root=1-[0-9a-f]{8}-[0-9a-f]{24})"/.exec(event)?.[1];
  expect(event).toBe(
    `{"resource":"/pets/{id}","path":"/pets/a%20b/","httpMethod":"POST",` +
      `"headers":{"accept":"*/*","content-type":"text/plain","Host":"${id}.execute-api.us-east-1.amazonaws.com",` +
      `"User-Agent":"curl/8.10.1","X-Amzn-Trace-Id":"${traceId}","X-Forwarded-For":"127.0.0.1","X-Forwarded-Port":"80",` +
      `"X-Forwarded-Proto":"http","X-Two":"second"},` +
      `"multiValueHeaders":{"accept":["*/*"],"content-type":["text/plain"],"Host":["${id}.execute-api.us-east-1.amazonaws.com"],` +
      `"User-Agent":["curl/8.10.1"],"X-Amzn-Trace-Id":["${traceId}"],"X-Forwarded-For":["127.0.0.1"],` +
      `"X-Forwarded-Port":["80"],"X-Forwarded-Proto":["http"],"X-Two":["first","second"]},` +
      `"queryStringParameters":{"tag":"y z","one":"1"},"multiValueQueryStringParameters":{"tag":["x","y z"],"one":["1"]},` +
      `"pathParameters":{"id":"a%20b"},"stageVariables":{"color":"red"},` +
      `"requestContext":{"resourceId":"${resources.get("/pets/{id}")}","resourcePath":"/pets/{id}","httpMethod":"POST",` +
      `"extendedRequestId":"${String(headers["x-amz-apigw-id"])}","requestTime":"22/Jul/2026:03:52:52 +0000",` +
      `"path":"/${STAGE}/pets/a%20b/","accountId":"${as.account}","protocol":"HTTP/1.1","stage":"${STAGE}",` +
      `"domainPrefix":"${id}","requestTimeEpoch":1784692372486,"requestId":"${String(requestId)}",` +
      `"identity":{"cognitoIdentityPoolId":null,"accountId":null,"cognitoIdentityId":null,"caller":null,` +
      `"sourceIp":"127.0.0.1","principalOrgId":null,"accessKey":null,"cognitoAuthenticationType":null,` +
      `"cognitoAuthenticationProvider":null,"userArn":null,"userAgent":"curl/8.10.1","user":null},` +
      `"domainName":"${id}.execute-api.us-east-1.amazonaws.com","deploymentId":"${deploymentOf(event)}","apiId":"${id}"},` +
      `"body":"say \\"hello\\"","isBase64Encoded":false}`,
  );
  expect(deploymentOf(event)).toMatch(/^[a-z0-9]{6}$/);
  test().clock.release();
});

const deploymentOf = (event: string): string | undefined => /"deploymentId":"(\w+)"/.exec(event)?.[1];

it("what is not there is null in the event", async () => {
  const { url } = await deployedApi(test(), { methods: { "GET /": functionProxy(ECHO) } });
  returns({});
  await test().ask(url);
  expect(JSON.parse(lastEvent())).toMatchObject({
    path: "/",
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: null,
    stageVariables: null,
    body: null,
  });
});

it("status, headers and body are the function's, and some headers get other names", async () => {
  const { url } = await deployedApi(test(), { methods: { "GET /": functionProxy(ECHO) } });
  returns({
    statusCode: "201",
    headers: { "Content-Type": "text/plain", "X-One": 1, Server: "mine", "x-both": "a" },
    multiValueHeaders: { "Set-Cookie": ["a=1", "b=2"], "X-Both": ["a", "b"] },
    body: "made",
  });
  const answer = await test().ask(url);
  expect(answer).toMatchObject({ status: 201, text: "made" });
  expect(answer.headers).toMatchObject({
    "content-type": "text/plain",
    "x-one": "1",
    "x-amzn-remapped-server": "mine",
    "set-cookie": ["a=1", "b=2"],
    "x-both": "a, b",
    "x-amzn-trace-id": expect.stringMatching(/^Root=1-/),
  });
  expect(answer.headers["server"]).toBeUndefined();
});

it("a function that says only little answers 200 with JSON", async () => {
  const { url } = await deployedApi(test(), { methods: { "GET /": functionProxy(ECHO) } });
  returns({});
  const answer = await test().ask(url);
  expect(answer).toMatchObject({ status: 200, text: "" });
  expect(answer.headers["content-type"]).toBe("application/json");
});

it.each([
  ["a text", '"hello"'],
  ["nothing", "null"],
  ["no JSON", "{"],
  ["a body that is an object", { statusCode: 200, body: { a: 1 } }],
  ["a member that AWS does not know", { statusCode: 200, more: 1 }],
  ["a status that is none", { statusCode: "ok" }],
  ["a header that is none", { statusCode: 200, headers: { "a b": "c" } }],
])("%s is no answer of a function", async (_what, value) => {
  const { url } = await deployedApi(test(), { methods: { "GET /": functionProxy(ECHO) } });
  returns(value);
  const answer = await test().ask(url);
  expect(answer).toMatchObject({ status: 502, text: '{"message": "Internal server error"}' });
  expect(answer.headers["x-amzn-errortype"]).toBe("InternalServerErrorException");
  expect(answer.headers["x-amzn-trace-id"]).toBeUndefined();
});

it("a function that fails is a bad gateway, and one that may not be invoked an error of the API", async () => {
  const { url } = await deployedApi(test(), { methods: { "GET /": functionProxy(ECHO) } });
  returns({ errorMessage: "no", errorType: "Error" }, "Unhandled");
  expect(await test().ask(url)).toMatchObject({ status: 502 });
  test().answers(() => {
    throw new AwsError("AccessDeniedException", "User is not authorized", { status: 403 });
  });
  expect(await test().ask(url)).toMatchObject({ status: 500, text: '{"message": "Internal server error"}' });
});

it("a function that does not answer in time is a timeout", async () => {
  const proxy = functionProxy(ECHO);
  const { url } = await deployedApi(test(), {
    methods: { "GET /": { integration: { ...proxy.integration, timeoutInMillis: 50 } } },
  });
  test().answers(() => new Promise(() => undefined) as never); // as: it never answers.
  expect(await test().ask(url)).toMatchObject({ status: 504, text: '{"message": "Endpoint request timed out"}' });
});

it("bodies of binary media types reach a function as base64, and come back as bytes where the client accepts them", async () => {
  const { url } = await deployedApi(test(), {
    api: { binaryMediaTypes: ["image/png", "application/*"] },
    methods: { "POST /": functionProxy(ECHO) },
  });
  const bytes = Buffer.from([0, 255, 1, 254]);
  returns({ statusCode: 200, body: bytes.toString("base64"), isBase64Encoded: true });
  const asBytes = await test().ask(url, {
    method: "POST",
    headers: { "content-type": "image/png", accept: "image/png,*/*" },
    body: bytes,
  });
  expect(JSON.parse(lastEvent())).toMatchObject({ body: bytes.toString("base64"), isBase64Encoded: true });
  expect(asBytes.body.equals(bytes)).toBe(true);
  const asText = await test().ask(url, { method: "POST", headers: { "content-type": "text/plain" }, body: "text" });
  expect(JSON.parse(lastEvent())).toMatchObject({ body: "text", isBase64Encoded: false });
  expect(asText.text).toBe(bytes.toString("base64"));
});

it("stage variables name the function, and the API is the source by which its policy decides", async () => {
  const { as, id, url } = await deployedApi(test(), {
    methods: {
      "GET /pets/{id}": functionProxy(`arn:aws:lambda:us-east-1:111122223333:function:\${stageVariables.name}`),
    },
    variables: { name: "cats:live" },
  });
  returns({});
  await test().ask(`${url}/pets/1`);
  const invoked = test().called.findLast(({ operation }) => operation === "Invoke");
  expect(invoked?.input["FunctionName"]).toBe("arn:aws:lambda:us-east-1:111122223333:function:cats:live");
  expect(invoked?.as.principal).toEqual({
    name: "apigateway.amazonaws.com",
    sourceArn: `arn:aws:execute-api:us-east-1:${as.account}:${id}/${STAGE}/GET/pets/*`,
  });
});

it("an answer that streams begins with its head, and comes as the function writes it", async () => {
  const proxy = functionProxy(ECHO);
  const { url } = await deployedApi(test(), {
    methods: { "GET /": { integration: { ...proxy.integration, responseTransferMode: "STREAM" } } },
  });
  const streams = (...chunks: string[]): void =>
    test().answers(() => ({ EventStream: chunks.map((chunk) => ({ PayloadChunk: { Payload: Buffer.from(chunk) } })) }));
  streams('{"statusCode":201,"headers":{"Content-Type":"text/plain","X-One":"1"}}\0\0\0\0\0', "\0\0\0first ", "second");
  const answer = await test().ask(url);
  expect(answer).toMatchObject({ status: 201, text: "first second" });
  expect(answer.headers).toMatchObject({ "content-type": "text/plain", "x-one": "1", "transfer-encoding": "chunked" });
  streams("no head at all");
  expect(await test().ask(url)).toMatchObject({ status: 502, text: '{"message": "Internal server error"}' });
});

it("an API that compresses packs large answers, and unpacks what clients have packed", async () => {
  const { url } = await deployedApi(test(), {
    api: { minimumCompressionSize: 100 },
    methods: { "POST /": functionProxy(ECHO) },
  });
  returns({ body: "x".repeat(200) });
  const packed = { "content-encoding": "gzip", "accept-encoding": "br;q=1, gzip" };
  const answer = await test().ask(url, { method: "POST", headers: packed, body: gzipSync("hello") });
  expect(JSON.parse(lastEvent())).toMatchObject({ body: "hello" });
  expect(answer.headers["content-encoding"]).toBe("gzip");
  expect(gunzipSync(answer.body).toString()).toBe("x".repeat(200));
  expect((await test().ask(url, { method: "POST" })).text).toBe("x".repeat(200));
  returns({ body: "short" });
  expect((await test().ask(url, { method: "POST", headers: packed, body: gzipSync("") })).text).toBe("short");
  expect(await test().ask(url, { method: "POST", headers: packed, body: "not packed" })).toMatchObject({ status: 400 });
});
