import { expect, it } from "vitest";
import type { RestOperations } from "../../rest/operation.ts";
import { CreateApiKey } from "../../rest/operations/CreateApiKey.ts";
import { CreateAuthorizer } from "../../rest/operations/CreateAuthorizer.ts";
import { CreateUsagePlan } from "../../rest/operations/CreateUsagePlan.ts";
import { CreateUsagePlanKey } from "../../rest/operations/CreateUsagePlanKey.ts";
import { UpdateApiKey } from "../../rest/operations/UpdateApiKey.ts";
import { UpdateMethod } from "../../rest/operations/UpdateMethod.ts";
import { deploy, type DeployedApi, deployedApi, functionProxy, mock, STAGE } from "../../testing/deployed-api.ts";
import { functionUri } from "../../testing/function-uri.ts";
import { useFront } from "../../testing/use-front.ts";

const test = useFront();

/** An API key for the stage of an API, by a plan of its own. */
async function newKey(
  { as, id }: DeployedApi,
  plan: Partial<RestOperations["CreateUsagePlan"]["input"]> = {},
): Promise<{ readonly keyId: string; readonly value: string }> {
  const apiStages = [{ apiId: id, stage: STAGE }];
  const { id: usagePlanId = "" } = await test().call(CreateUsagePlan, { name: "plan", apiStages, ...plan }, as);
  const { id: keyId = "", value = "" } = await test().call(CreateApiKey, { name: "key", enabled: true }, as);
  await test().call(CreateUsagePlanKey, { usagePlanId, keyId, keyType: "API_KEY" }, as);
  return { keyId, value };
}

const keyed = (text: string) => ({ ...mock(text), method: { apiKeyRequired: true } });

it("a method that asks for an API key is forbidden without one that counts", async () => {
  const api = await deployedApi(test(), { methods: { "GET /": keyed("open"), "GET /free": mock("free") } });
  const { keyId, value } = await newKey(api);
  const ask = (headers: Readonly<Record<string, string>>) => test().ask(api.url, { headers });
  const refused = await ask({});
  expect(refused).toMatchObject({ status: 403, text: '{"message":"Forbidden"}' });
  expect(refused.headers["x-amzn-errortype"]).toBe("ForbiddenException");
  expect(await ask({ "x-api-key": "no such key, which is long enough" })).toMatchObject({ status: 403 });
  expect(await ask({ "x-api-key": value })).toMatchObject({ status: 200, text: "open" });
  expect(await test().ask(`${api.url}/free`)).toMatchObject({ status: 200 });
  const patchOperations = [{ op: "replace", path: "/enabled", value: "false" } as const];
  await test().call(UpdateApiKey, { apiKey: keyId, patchOperations }, api.as);
  expect(await ask({ "x-api-key": value })).toMatchObject({ status: 403 });
});

it("the quota of a plan is used up, and its throttle has its own words", async () => {
  const api = await deployedApi(test(), { methods: { "GET /": keyed("open") } });
  const metered = await newKey(api, { quota: { limit: 2, period: "DAY" } });
  const ask = (value: string) => test().ask(api.url, { headers: { "x-api-key": value } });
  expect(await ask(metered.value)).toMatchObject({ status: 200 });
  expect(await ask(metered.value)).toMatchObject({ status: 200 });
  const usedUp = await ask(metered.value);
  expect(usedUp).toMatchObject({ status: 429, text: '{"message":"Limit Exceeded"}' });
  expect(usedUp.headers["x-amzn-errortype"]).toBe("LimitExceededException");
  const throttled = await newKey(api, { throttle: { rateLimit: 0, burstLimit: 0 } });
  expect(await ask(throttled.value)).toMatchObject({ status: 429, text: '{"message":"Too Many Requests"}' });
});

it("a function learns which key came with a request", async () => {
  const proxy = functionProxy("arn:aws:lambda:us-east-1:111122223333:function:f");
  const api = await deployedApi(test(), { methods: { "GET /": { ...proxy, method: { apiKeyRequired: true } } } });
  const { keyId, value } = await newKey(api);
  test().answers(({ input }) => {
    const event = Buffer.from(input["Payload"] as Uint8Array).toString(); // as: what is invoked has a payload.
    return { Payload: Buffer.from(JSON.stringify({ body: event })) };
  });
  const { text } = await test().ask(api.url, { headers: { "x-api-key": value, "user-agent": "u" } });
  expect(text).toContain(
    `"identity":{"cognitoIdentityPoolId":null,"cognitoIdentityId":null,"apiKey":"${value}","principalOrgId":null,` +
      `"cognitoAuthenticationType":null,"userArn":null,"apiKeyId":"${keyId}","userAgent":"u","accountId":null,"caller":null,` +
      `"sourceIp":"127.0.0.1","accessKey":null,"cognitoAuthenticationProvider":null,"user":null}`,
  );
});

it("an API that takes its keys from authorizers heeds the one that the authorizer names", async () => {
  const api = await deployedApi(test(), { api: { apiKeySource: "AUTHORIZER" }, methods: { "GET /": keyed("open") } });
  const { value } = await newKey(api, { quota: { limit: 1, period: "DAY" } });
  const authorizer = {
    restApiId: api.id,
    name: "keys",
    type: "TOKEN",
    authorizerUri: functionUri("arn:aws:lambda:us-east-1:111122223333:function:keys"),
    identitySource: "method.request.header.Authorization",
    authorizerResultTtlInSeconds: 0,
  } as const;
  const { id: authorizerId = "" } = await test().call(CreateAuthorizer, authorizer, api.as);
  const patchOperations = [
    { op: "replace", path: "/authorizationType", value: "CUSTOM" },
    { op: "replace", path: "/authorizerId", value: authorizerId },
  ] as const;
  const resourceId = api.resources.get("/") ?? "";
  const of = { restApiId: api.id, resourceId, httpMethod: "GET" };
  await test().call(UpdateMethod, { ...of, patchOperations: [...patchOperations] }, api.as);
  await deploy(test(), api);
  const Statement = [{ Action: "execute-api:Invoke", Effect: "Allow", Resource: "*" }];
  const allows = { principalId: "me", policyDocument: { Version: "2012-10-17", Statement } };
  const names = (usageIdentifierKey?: string): void =>
    test().answers(() => ({ Payload: Buffer.from(JSON.stringify({ ...allows, usageIdentifierKey })) }));
  const ask = () => test().ask(api.url, { headers: { authorization: "me", "x-api-key": value } });
  names();
  expect(await ask()).toMatchObject({ status: 403, text: '{"message":"Forbidden"}' });
  names(value);
  expect(await ask()).toMatchObject({ status: 200, text: "open" });
  expect(await ask()).toMatchObject({ status: 429, text: '{"message":"Limit Exceeded"}' });
});
