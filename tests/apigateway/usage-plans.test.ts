import {
  CreateApiKeyCommand,
  CreateUsagePlanCommand,
  CreateUsagePlanKeyCommand,
  GetApiKeysCommand,
  GetUsageCommand,
  UpdateUsagePlanCommand,
} from "@aws-sdk/client-api-gateway";
import { uniqueName } from "@skylab/testkit";
import { expect, it } from "vitest";
import { soon } from "../soon.ts";
import { useApigateway } from "./apigateway.ts";
import { createRestApi, mock, type TestRestApi } from "./rest-api.ts";

const apigateway = useApigateway();

async function apiWithKeys(): Promise<TestRestApi> {
  const methods = {
    "GET /open": mock('"open"'),
    "GET /": mock('"$context.identity.apiKeyId"', { method: { apiKeyRequired: true } }),
  };
  const api = await createRestApi(apigateway.rest(), methods);
  await api.deploy("prod");
  return api;
}

it("a plan lets its keys in as often as its quota says, and tells how often they came", async () => {
  const client = apigateway.rest();
  const api = await apiWithKeys();
  const plan = await client.send(
    new CreateUsagePlanCommand({
      name: uniqueName("plan"),
      apiStages: [{ apiId: api.id, stage: "prod" }],
      quota: { limit: 3, period: "DAY", offset: 0 },
      throttle: { rateLimit: 1000, burstLimit: 1000 },
    }),
  );
  const key = await client.send(new CreateApiKeyCommand({ name: uniqueName("key"), enabled: true }));
  expect(key.value).toMatch(/^[A-Za-z0-9]{40}$/);
  const listed = await client.send(new GetApiKeysCommand({ nameQuery: key.name }));
  expect(listed.items).toHaveLength(1);
  expect(listed.items?.[0]).not.toHaveProperty("value");
  const member = { usagePlanId: plan.id, keyId: key.id, keyType: "API_KEY" };
  await client.send(new CreateUsagePlanKeyCommand(member));

  const url = `${apigateway.urlOf(api.id)}/prod/`;
  const asked = { headers: { "x-api-key": key.value ?? "" } };
  const forbidden = { status: 403, text: '{"message":"Forbidden"}' };
  expect(await apigateway.ask(url)).toMatchObject({
    ...forbidden,
    headers: { "x-amzn-errortype": "ForbiddenException" },
  });
  expect(await apigateway.ask(url, { headers: { "x-api-key": "x".repeat(40) } })).toMatchObject(forbidden);
  for (let request = 0; request < 3; request += 1) {
    expect(await apigateway.ask(url, asked)).toMatchObject({ status: 200, text: `"${key.id}"` });
  }
  expect(await apigateway.ask(url, asked)).toMatchObject({
    status: 429,
    text: '{"message":"Limit Exceeded"}',
    headers: { "x-amzn-errortype": "LimitExceededException" },
  });
  expect(await apigateway.ask(`${url}open`, asked)).toMatchObject({ status: 200, text: '"open"' });

  const day = new Date(await apigateway.skylab().clock.now()).toISOString().slice(0, 10);
  const used = { usagePlanId: plan.id, startDate: day, endDate: day };
  await soon(async () =>
    expect(await client.send(new GetUsageCommand(used))).toMatchObject({ items: { [key.id ?? ""]: [[3, 0]] } }),
  );
  const patchOperations = [{ op: "replace", path: "/quota/limit", value: "4" } as const];
  await client.send(new UpdateUsagePlanCommand({ usagePlanId: plan.id, patchOperations }));
  await soon(async () => expect((await apigateway.ask(url, asked)).status).not.toBe(403));
});

it("a plan lets its keys in as fast as it says", async () => {
  const client = apigateway.rest();
  const api = await apiWithKeys();
  const plan = await client.send(
    new CreateUsagePlanCommand({
      name: uniqueName("plan"),
      apiStages: [{ apiId: api.id, stage: "prod" }],
      throttle: { rateLimit: 0.001, burstLimit: 2 },
    }),
  );
  const key = await client.send(new CreateApiKeyCommand({ name: uniqueName("key"), enabled: true }));
  await client.send(new CreateUsagePlanKeyCommand({ usagePlanId: plan.id, keyId: key.id, keyType: "API_KEY" }));
  const ask = () => apigateway.ask(`${apigateway.urlOf(api.id)}/prod/`, { headers: { "x-api-key": key.value ?? "" } });
  const answers = await Promise.all(Array.from({ length: 6 }, ask));
  const refused = answers.filter(({ status }) => status !== 200);
  expect(refused.length).toBeGreaterThan(0);
  for (const answer of refused) {
    expect(answer).toMatchObject({
      status: 429,
      text: '{"message":"Too Many Requests"}',
      headers: { "x-amzn-errortype": "TooManyRequestsException" },
    });
  }
});
