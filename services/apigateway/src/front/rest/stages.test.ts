import { expect, it } from "vitest";
import { CreateDeployment } from "../../rest/operations/CreateDeployment.ts";
import { FlushStageCache } from "../../rest/operations/FlushStageCache.ts";
import { PutGatewayResponse } from "../../rest/operations/PutGatewayResponse.ts";
import { UpdateStage } from "../../rest/operations/UpdateStage.ts";
import { deploy, type DeployedApi, deployedApi, functionProxy, mock, STAGE } from "../../testing/deployed-api.ts";
import { useFront } from "../../testing/use-front.ts";

const test = useFront();

const ECHO = "arn:aws:lambda:us-east-1:111122223333:function:echo";

/** Sets values of the stage. */
async function set({ as, id }: DeployedApi, values: Readonly<Record<string, string>>): Promise<void> {
  const patchOperations = Object.entries(values).map(([path, value]) => ({ op: "replace", path, value }) as const);
  await test().call(UpdateStage, { restApiId: id, stageName: STAGE, patchOperations }, as);
}

it("what a deployment took answers, whatever becomes of the API until the next", async () => {
  const api = await deployedApi(test(), { methods: { "GET /": mock("first") } });
  const { as, id, url } = api;
  await test().call(PutGatewayResponse, { restApiId: id, responseType: "DEFAULT_4XX", statusCode: "404" }, as);
  expect(await test().ask(`${url}/nowhere`)).toMatchObject({ status: 403 });
  await deploy(test(), api);
  expect(await test().ask(`${url}/nowhere`)).toMatchObject({ status: 404 });
});

it("a gateway response says status, headers and body of what an API answers itself", async () => {
  const { as, id, ...api } = await deployedApi(test(), {
    methods: { "GET /": mock("here") },
    variables: { team: "zoo" },
  });
  await test().call(
    PutGatewayResponse,
    {
      restApiId: id,
      responseType: "MISSING_AUTHENTICATION_TOKEN",
      statusCode: "404",
      responseParameters: {
        "gatewayresponse.header.Access-Control-Allow-Origin": "'*'",
        "gatewayresponse.header.x-asked": "method.request.header.x-ask",
      },
      responseTemplates: {
        "application/json": '{"type":"$context.error.responseType","why":$context.error.messageString}',
        "text/plain": "$context.error.message, says $stageVariables.team",
      },
    },
    as,
  );
  await deploy(test(), { as, id }, { team: "zoo" });
  const json = await test().ask(`${api.url}/nowhere`, { headers: { "x-ask": "why" } });
  expect(json).toMatchObject({
    status: 404,
    text: '{"type":"MISSING_AUTHENTICATION_TOKEN","why":"Missing Authentication Token"}',
  });
  expect(json.headers).toMatchObject({ "access-control-allow-origin": "*", "x-asked": "why" });
  const text = await test().ask(`${api.url}/nowhere`, { headers: { accept: "text/plain" } });
  expect(text.text).toBe("Missing Authentication Token, says zoo");
});

it("a canary answers its part of the requests, with stage variables of its own", async () => {
  const { as, id, url } = await deployedApi(test(), {
    methods: { "GET /": mock("$stageVariables.color $context.isCanaryRequest") },
    variables: { color: "red" },
  });
  await test().call(
    CreateDeployment,
    {
      restApiId: id,
      stageName: STAGE,
      canarySettings: { percentTraffic: 100, stageVariableOverrides: { color: "blue" } },
    },
    as,
  );
  expect((await test().ask(url)).text).toBe("blue true");
  await set({ as, id, url, resources: new Map() }, { "/canarySettings/percentTraffic": "0" });
  expect((await test().ask(url)).text).toBe("red ");
});

it("a stage's throttle refuses what is too much", async () => {
  const api = await deployedApi(test(), { methods: { "GET /": mock("here"), "GET /free": mock("free") } });
  await set(api, { "/~1/GET/throttling/burstLimit": "0", "/~1/GET/throttling/rateLimit": "0" });
  const answer = await test().ask(api.url);
  expect(answer).toMatchObject({ status: 429, text: '{"message":"Too Many Requests"}' });
  expect(answer.headers["x-amzn-errortype"]).toBe("TooManyRequestsException");
  expect(await test().ask(`${api.url}/free`)).toMatchObject({ status: 200 });
});

/** A function that counts its invocations. */
function counting(): void {
  let times = 0;
  test().answers(() => ({ Payload: Buffer.from(JSON.stringify({ body: `answer ${(times += 1)}` })) }));
}

it("a stage with a cache asks the integration once in its time, for each value of the key's parameters", async () => {
  const proxy = functionProxy(ECHO);
  const api = await deployedApi(test(), {
    methods: {
      "GET /": {
        method: { requestParameters: { "method.request.querystring.page": false } },
        integration: { ...proxy.integration, cacheKeyParameters: ["method.request.querystring.page"] },
      },
      "POST /": proxy,
    },
  });
  await set(api, { "/cacheClusterEnabled": "true", "/*/*/caching/enabled": "true", "/*/*/caching/ttlInSeconds": "60" });
  counting();
  const get = async (query: string): Promise<string> => (await test().ask(api.url + query)).text;
  expect(await get("?page=1")).toBe("answer 1");
  expect(await get("?page=1&other=2")).toBe("answer 1");
  expect(await get("?page=2")).toBe("answer 2");
  expect((await test().ask(api.url, { method: "POST" })).text).toBe("answer 3");
  expect((await test().ask(api.url, { method: "POST" })).text).toBe("answer 4");
  test().clock.advance(61_000);
  expect(await get("?page=1")).toBe("answer 5");
  await test().call(FlushStageCache, { restApiId: api.id, stageName: STAGE }, api.as);
  expect(await get("?page=1")).toBe("answer 6");
});

it("a stage's cache outlives changes of the account's other stages and APIs, and none of the stage itself", async () => {
  const api = await deployedApi(test(), { methods: { "GET /": functionProxy(ECHO) } });
  await set(api, { "/cacheClusterEnabled": "true", "/*/*/caching/enabled": "true" });
  counting();
  const get = async (): Promise<string> => (await test().ask(api.url)).text;
  expect(await get()).toBe("answer 1");
  await test().call(CreateDeployment, { restApiId: api.id, stageName: "other" }, api.as);
  const other = await deployedApi(test(), { methods: { "GET /": mock("other") }, account: api.as.account });
  await set(other, { "/description": "changed" });
  expect(await get()).toBe("answer 1");
  await set(api, { "/description": "changed" });
  expect(await get()).toBe("answer 2");
});

it("a client may have the cache not be asked where the stage lets it, and is told where it may not", async () => {
  const api = await deployedApi(test(), { methods: { "GET /": functionProxy(ECHO) } });
  await set(api, { "/cacheClusterEnabled": "true", "/*/*/caching/enabled": "true" });
  counting();
  const headers = { "cache-control": "max-age=0" };
  const strategy = "/*/*/caching/unauthorizedCacheControlHeaderStrategy";
  expect((await test().ask(api.url)).text).toBe("answer 1");
  const ignored = await test().ask(api.url, { headers });
  expect(ignored.text).toBe("answer 1");
  expect(ignored.headers["warning"]).toMatch(/^199 Cache-control headers were ignored/);
  await set(api, { [strategy]: "FAIL_WITH_403" });
  expect((await test().ask(api.url, { headers })).status).toBe(403);
  await set(api, { "/*/*/caching/requireAuthorizationForCacheControl": "false" });
  expect((await test().ask(api.url)).text).toBe("answer 2");
  expect((await test().ask(api.url, { headers })).text).toBe("answer 3");
  expect((await test().ask(api.url)).text).toBe("answer 3");
});

/** The lines that a log group was given, in their order. */
function logged(group: string): string[] {
  return test()
    .called.filter(({ input, operation }) => operation === "PutLogEvents" && input["logGroupName"] === group)
    .flatMap(({ input }) => input["logEvents"] as { readonly message: string }[]) // as: what Logs takes.
    .map(({ message }) => message);
}

it("a stage's access log tells each request in its format", async () => {
  const api = await deployedApi(test(), { methods: { "GET /pets/{id}": mock("pet") } });
  const destination = `arn:aws:logs:us-east-1:${api.as.account}:log-group:access-of-pets`;
  await set(api, {
    "/accessLogSettings/destinationArn": destination,
    "/accessLogSettings/format":
      '{"path":"$context.path","resource":"$context.resourcePath","status":"$context.status","length":"$context.responseLength","error":"$context.error.message","user":"$context.authorizer.claims.sub","requestId":"$context.requestId"}',
  });
  const found = await test().ask(`${api.url}/pets/1`);
  const missing = await test().ask(`${api.url}/cats`);
  await test().dataPlane.logs.flush();
  const id = ({ headers }: typeof found): string => String(headers["x-amzn-requestid"]);
  expect(logged("access-of-pets")).toEqual([
    `{"path":"/${STAGE}/pets/1","resource":"/pets/{id}","status":"200","length":"3","error":"-","user":"-","requestId":"${id(found)}"}`,
    `{"path":"/${STAGE}/cats","resource":"-","status":"403","length":"42","error":"Missing Authentication Token","user":"-","requestId":"${id(missing)}"}`,
  ]);
});

it("a stage's execution log tells what happens, and what is sent only where the stage says so", async () => {
  const api = await deployedApi(test(), { methods: { "POST /": functionProxy(ECHO) } });
  const group = `API-Gateway-Execution-Logs_${api.id}/${STAGE}`;
  test().answers(({ service }) => (service === "lambda" ? { Payload: Buffer.from("secret answer") } : {}));
  await set(api, { "/*/*/logging/loglevel": "INFO" });
  const { headers } = await test().ask(api.url, { method: "POST", body: "secret question" });
  await test().dataPlane.logs.flush();
  const lines = logged(group);
  const id = String(headers["x-amzn-requestid"]);
  expect(lines).toContain(`(${id}) Starting execution for request: ${id}`);
  expect(lines).toContain(`(${id}) HTTP Method: POST, Resource Path: /`);
  expect(lines).toContain(`(${id}) Execution failed due to configuration error: Malformed Lambda proxy response`);
  expect(lines).toContain(`(${id}) Method completed with status: 502`);
  expect(lines.join("\n")).not.toContain("secret");
  await set(api, { "/*/*/logging/dataTrace": "true" });
  await test().ask(api.url, { method: "POST", body: "secret question" });
  await test().dataPlane.logs.flush();
  expect(logged(group).join("\n")).toContain("secret question");
  expect(logged(group).join("\n")).toContain("Endpoint response body before transformations: secret answer");
});

it("requests are counted for their stage, by the kind of their answers", async () => {
  const api = await deployedApi(test(), { methods: { "GET /": functionProxy(ECHO) } });
  counting();
  await test().ask(api.url);
  await test().ask(api.url);
  await test().ask(`${api.url}/nowhere`);
  const text = await test().frame.metrics.text();
  const operation = `${api.id}/${STAGE}`;
  expect(text).toContain(`skylab_requests_total{service="execute-api",operation="${operation}",code="2XX"} 2`);
  expect(text).toContain(`skylab_requests_total{service="execute-api",operation="${operation}",code="4XX"} 1`);
  expect(text).toContain(
    `skylab_request_duration_seconds_count{service="execute-api integration",operation="${operation}"} 2`,
  );
});
