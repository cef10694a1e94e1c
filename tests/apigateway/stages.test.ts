import { CreateStageCommand, GetStageCommand, GetStagesCommand, UpdateStageCommand } from "@aws-sdk/client-api-gateway";
import { expect, it } from "vitest";
import { soon } from "../soon.ts";
import { useApigateway } from "./apigateway.ts";
import { createRestApi, mock, proxy } from "./rest-api.ts";

const apigateway = useApigateway();

it("two stages of one deployment have variables of their own, and choose their functions by them", async () => {
  const [one, other] = await Promise.all(
    ["one", "other"].map((name) =>
      apigateway.createFunction(`export const handler = async () => ({ statusCode: 200, body: "${name}" });`),
    ),
  );
  const arn = (one?.arn ?? "").replace(/[^:]+$/, "${stageVariables.function}");
  const client = apigateway.rest();
  const api = await createRestApi(client, { "GET /": proxy(arn) });
  const deploymentId = await api.deploy("dev", { variables: { function: one?.name ?? "" } });
  const prod = { restApiId: api.id, deploymentId, stageName: "prod", variables: { function: other?.name ?? "" } };
  expect(await client.send(new CreateStageCommand(prod))).toMatchObject({
    stageName: "prod",
    deploymentId,
    variables: { function: other?.name },
    cacheClusterEnabled: false,
    cacheClusterStatus: "NOT_AVAILABLE",
    methodSettings: {},
    tracingEnabled: false,
    createdDate: expect.any(Date),
    lastUpdatedDate: expect.any(Date),
  });
  const url = apigateway.urlOf(api.id);
  expect((await apigateway.ask(`${url}/dev`)).text).toBe("one");
  expect((await apigateway.ask(`${url}/prod`)).text).toBe("other");
  const { item = [] } = await client.send(new GetStagesCommand({ restApiId: api.id }));
  expect(new Set(item.map(({ stageName }) => stageName))).toEqual(new Set(["dev", "prod"]));
});

it("a deployment is what the API was when it was made, and a stage may go back to it", async () => {
  const client = apigateway.rest();
  const api = await createRestApi(client, { "GET /": mock('"first"') });
  const first = await api.deploy("prod");
  const url = `${apigateway.urlOf(api.id)}/prod/`;
  await api.put("GET /more", mock('"more"'));
  await api.replace("GET /", mock('"second"'));
  expect((await apigateway.ask(url)).text).toBe('"first"');
  expect((await apigateway.ask(`${url}more`)).status).toBe(403);
  const second = await api.deploy("prod");
  await soon(async () => expect((await apigateway.ask(url)).text).toBe('"second"'));
  expect((await apigateway.ask(`${url}more`)).text).toBe('"more"');
  const stage = { restApiId: api.id, stageName: "prod" };
  const patchOperations = [{ op: "replace", path: "/deploymentId", value: first } as const];
  expect(await client.send(new UpdateStageCommand({ ...stage, patchOperations }))).toMatchObject({
    deploymentId: first,
  });
  await soon(async () => expect((await apigateway.ask(url)).text).toBe('"first"'));
  expect(second).not.toBe(first);
});

it("a canary takes its share of the requests, with its own variables, until it is promoted", async () => {
  const client = apigateway.rest();
  const api = await createRestApi(client, { "GET /": mock('"old $stageVariables.color"') });
  await api.deploy("prod", { variables: { color: "red" } });
  await api.replace("GET /", mock('"new $stageVariables.color"'));
  const canary = await api.deploy("prod", {
    canarySettings: { percentTraffic: 50, stageVariableOverrides: { color: "blue" } },
  });
  const url = `${apigateway.urlOf(api.id)}/prod/`;
  const seen = new Set<string>();
  await expect
    .poll(async () => [...seen.add((await apigateway.ask(url)).text)].toSorted())
    .toEqual(['"new blue"', '"old red"']);
  const stage = { restApiId: api.id, stageName: "prod" };
  expect(await client.send(new GetStageCommand(stage))).toMatchObject({
    canarySettings: { deploymentId: canary, percentTraffic: 50, stageVariableOverrides: { color: "blue" } },
  });
  const promote = [
    { op: "copy", from: "/canarySettings/stageVariableOverrides", path: "/variables" },
    { op: "copy", from: "/canarySettings/deploymentId", path: "/deploymentId" },
    { op: "remove", path: "/canarySettings" },
  ] as const;
  await client.send(new UpdateStageCommand({ ...stage, patchOperations: [...promote] }));
  await soon(async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => apigateway.ask(url)));
    expect(new Set(answers.map(({ text }) => text))).toEqual(new Set(['"new blue"']));
  });
});
