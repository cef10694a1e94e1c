import { refusal } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { openStore } from "../../store/store.ts";
import { deploy, deployableApi } from "../../testing/deployable-api.ts";
import { useApigateway } from "../../testing/use-apigateway.ts";
import { CreateDeployment } from "./CreateDeployment.ts";
import { CreateRestApi } from "./CreateRestApi.ts";
import { DeleteDeployment } from "./DeleteDeployment.ts";
import { DeleteRestApi } from "./DeleteRestApi.ts";
import { DeleteStage } from "./DeleteStage.ts";
import { GetDeployment } from "./GetDeployment.ts";
import { GetDeployments } from "./GetDeployments.ts";
import { GetStage } from "./GetStage.ts";
import { PutIntegration } from "./PutIntegration.ts";
import { PutMethod } from "./PutMethod.ts";
import { UpdateDeployment } from "./UpdateDeployment.ts";
import { UpdateStage } from "./UpdateStage.ts";

const test = useApigateway();

it("a deployment is told with its id and date, and its methods where they are asked for", async () => {
  const { call } = test();
  const { restApiId } = await deployableApi(test());
  const deployment = await call(CreateDeployment, { restApiId, description: "first" });
  expect(deployment).toEqual({
    id: expect.stringMatching(/^[a-z0-9]{6}$/),
    description: "first",
    createdDate: expect.any(Date),
  });
  const asked = { restApiId, deploymentId: deployment.id ?? "" };
  expect(await call(GetDeployment, asked)).toEqual(deployment);
  expect(await call(GetDeployment, { ...asked, embed: ["apisummary"] })).toEqual({
    ...deployment,
    apiSummary: { "/": { GET: { authorizationType: "NONE", apiKeyRequired: false } } },
  });
  expect(await refusal(call(GetDeployment, { restApiId, deploymentId: "nothere" }))).toBe(
    "NotFoundException: Invalid Deployment identifier specified",
  );
});

it("an API without methods, or with one that integrates nothing, is not deployed", async () => {
  const { call } = test();
  const { id: restApiId = "", rootResourceId = "" } = await call(CreateRestApi, { name: "empty" });
  expect(await refusal(call(CreateDeployment, { restApiId, stageName: "prod" }))).toBe(
    "BadRequestException: The REST API doesn't contain any methods",
  );
  const method = { restApiId, resourceId: rootResourceId, httpMethod: "GET", authorizationType: "NONE" };
  await call(PutMethod, method);
  expect(await refusal(call(CreateDeployment, { restApiId, stageName: "prod" }))).toBe(
    "BadRequestException: No integration defined for method",
  );
  expect(await refusal(call(GetStage, { restApiId, stageName: "prod" }))).toBe(
    "NotFoundException: Invalid Stage identifier specified",
  );
  expect(await refusal(call(CreateDeployment, { restApiId: "nothere123" }))).toBe(
    "NotFoundException: Invalid API identifier specified 111122223333:nothere123",
  );
});

it("a deployment with the name of a stage makes the stage, or moves it", async () => {
  const { call, clock } = test();
  const { restApiId } = await deployableApi(test());
  const first = await call(CreateDeployment, {
    restApiId,
    stageName: "prod",
    stageDescription: "what customers see",
    variables: { table: "pets" },
    tracingEnabled: true,
  });
  const stage = await call(GetStage, { restApiId, stageName: "prod" });
  expect(stage).toEqual({
    stageName: "prod",
    deploymentId: first.id,
    description: "what customers see",
    variables: { table: "pets" },
    cacheClusterEnabled: false,
    cacheClusterStatus: "NOT_AVAILABLE",
    methodSettings: {},
    tracingEnabled: true,
    createdDate: first.createdDate,
    lastUpdatedDate: first.createdDate,
  });
  clock.advance(60_000);
  const second = await call(CreateDeployment, { restApiId, stageName: "prod" });
  expect(await call(GetStage, { restApiId, stageName: "prod" })).toEqual({
    ...stage,
    deploymentId: second.id,
    lastUpdatedDate: second.createdDate,
  });
  expect(second.createdDate).not.toEqual(first.createdDate);
});

it("a stage serves what was deployed, whatever becomes of the API since, at every replica", async () => {
  const { call, engines } = test();
  const { restApiId, rootResourceId } = await deployableApi(test());
  await deploy(test(), restApiId, "prod");
  const { published } = openStore({ ...engines, records: { ...engines.records } });
  const api = await published.api(restApiId);
  if (api === undefined) throw new Error("The API is not in the directory.");
  expect(api).toEqual({ apiId: restApiId, kind: "REST", place: { account: "111122223333", region: "us-east-1" } });

  const typesOf = async (): Promise<readonly unknown[] | undefined> => {
    const stage = await published.stage(api, "prod");
    return stage?.kind === "REST"
      ? stage.snapshot.resources.map(({ resourceMethods }) => resourceMethods?.["GET"]?.methodIntegration?.type)
      : undefined;
  };
  expect(await typesOf()).toEqual(["MOCK"]);
  const method = { restApiId, resourceId: rootResourceId, httpMethod: "GET" };
  await call(PutIntegration, { ...method, type: "HTTP_PROXY", integrationHttpMethod: "GET", uri: "http://localhost" });
  expect(await typesOf()).toEqual(["MOCK"]);
  await deploy(test(), restApiId, "prod");
  expect(await typesOf()).toEqual(["HTTP_PROXY"]);

  await call(DeleteRestApi, { restApiId });
  expect(await published.stage(api, "prod")).toBeUndefined();
  expect(await published.api(restApiId)).toBeUndefined();
});

it("only the description of a deployment can be changed", async () => {
  const { call } = test();
  const { restApiId } = await deployableApi(test());
  const deploymentId = await deploy(test(), restApiId);
  const patch = (path: string): Promise<unknown> =>
    call(UpdateDeployment, { restApiId, deploymentId, patchOperations: [{ op: "replace", path, value: "new" }] });
  expect(await patch("/description")).toMatchObject({ id: deploymentId, description: "new" });
  expect(await call(GetDeployment, { restApiId, deploymentId })).toMatchObject({ description: "new" });
  expect(await refusal(patch("/id"))).toBe(
    "BadRequestException: Invalid patch path  '/id' specified for op 'replace'. Must be one of: [/description]",
  );
});

it("a deployment is deleted once no stage or canary serves it", async () => {
  const { call } = test();
  const { restApiId } = await deployableApi(test());
  const deploymentId = await deploy(test(), restApiId, "prod");
  const inUse = "BadRequestException: Active stages pointing to this deployment must be moved or deleted";
  expect(await refusal(call(DeleteDeployment, { restApiId, deploymentId }))).toBe(inUse);

  const canary = { op: "replace", path: "/canarySettings/deploymentId", value: deploymentId } as const;
  await call(UpdateStage, { restApiId, stageName: "prod", patchOperations: [canary] });
  await deploy(test(), restApiId, "prod");
  expect(await refusal(call(DeleteDeployment, { restApiId, deploymentId }))).toBe(inUse);

  await call(DeleteStage, { restApiId, stageName: "prod" });
  await call(DeleteDeployment, { restApiId, deploymentId });
  expect(await refusal(call(GetDeployment, { restApiId, deploymentId }))).toBe(
    "NotFoundException: Invalid Deployment identifier specified",
  );
});

it("deployments are listed a page at a time", async () => {
  const { call } = test();
  const { restApiId } = await deployableApi(test());
  const ids = [await deploy(test(), restApiId), await deploy(test(), restApiId), await deploy(test(), restApiId)];
  const first = await call(GetDeployments, { restApiId, limit: 2 });
  const second = await call(GetDeployments, { restApiId, limit: 2, position: first.position });
  const listed = [...(first.items ?? []), ...(second.items ?? [])].map(({ id = "" }) => id);
  expect([first.items?.length, second.items?.length, second.position]).toEqual([2, 1, undefined]);
  expect(listed.toSorted()).toEqual(ids.toSorted());
});

it("an API is nothing to other accounts and regions", async () => {
  const { call } = test();
  const { restApiId } = await deployableApi(test());
  const deploymentId = await deploy(test(), restApiId, "prod");
  const other = { account: "444455556666" };
  const unknown = `NotFoundException: Invalid API identifier specified 444455556666:${restApiId}`;
  expect(await refusal(call(GetStage, { restApiId, stageName: "prod" }, other))).toBe(unknown);
  expect(await refusal(call(GetDeployment, { restApiId, deploymentId }, other))).toBe(unknown);
  expect(await refusal(call(CreateDeployment, { restApiId, stageName: "prod" }, other))).toBe(unknown);
});
