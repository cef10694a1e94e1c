import type { PatchOperation, Stage } from "@aws-sdk/client-api-gateway";
import { refusal } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { deploy, deployableApi } from "../../testing/deployable-api.ts";
import { useApigateway } from "../../testing/use-apigateway.ts";
import { CreateDeployment } from "./CreateDeployment.ts";
import { CreateStage } from "./CreateStage.ts";
import { GetStage } from "./GetStage.ts";
import { UpdateStage } from "./UpdateStage.ts";

const test = useApigateway();

async function newStage() {
  const { call } = test();
  const { restApiId } = await deployableApi(test());
  const variables = { testVar: "test", testVar2: "test2" };
  const { id: deploymentId = "" } = await call(CreateDeployment, { restApiId, stageName: "dev", variables });
  const of = { restApiId, stageName: "dev" };
  const patch = (...patchOperations: PatchOperation[]): Promise<Stage> => call(UpdateStage, { ...of, patchOperations });
  return { of, restApiId, deploymentId, patch };
}

const PROMOTION: readonly PatchOperation[] = [
  { op: "replace", path: "/canarySettings/percentTraffic", value: "0.0" },
  { op: "copy", from: "/canarySettings/deploymentId", path: "/deploymentId" },
  { op: "copy", from: "/canarySettings/stageVariableOverrides", path: "/variables" },
];

it("a canary is deployed beside what the stage serves, and promoted by copies", async () => {
  const { call, store } = test();
  const { of, restApiId, deploymentId, patch } = await newStage();
  const canarySettings = { percentTraffic: 50, stageVariableOverrides: { testVar: "override" } };
  const canary = await call(CreateDeployment, { ...of, canarySettings });
  expect(await call(GetStage, of)).toMatchObject({
    deploymentId,
    canarySettings: { ...canarySettings, deploymentId: canary.id, useStageCache: false },
    variables: { testVar: "test", testVar2: "test2" },
  });
  const api = await store.published.api(restApiId);
  const stage = api && (await store.published.stage(api, "dev"));
  if (stage?.kind !== "REST") throw new Error("The stage is not published.");
  expect(stage.canary).toBeDefined();
  expect(stage.canary).not.toBe(stage.snapshot);

  expect(await patch(...PROMOTION)).toMatchObject({
    deploymentId: canary.id,
    canarySettings: { ...canarySettings, percentTraffic: 0, deploymentId: canary.id },
    variables: { testVar: "override", testVar2: "test2" },
  });
  expect((await patch({ op: "remove", path: "/canarySettings" })).canarySettings).toBeUndefined();
});

it("any part of a canary's settings begins one, of the stage's own deployment", async () => {
  const { restApiId, deploymentId, patch } = await newStage();
  const second = await deploy(test(), restApiId);
  const replaced = await patch({ op: "replace", path: "/canarySettings/deploymentId", value: second });
  expect(replaced.canarySettings).toEqual({ deploymentId: second, percentTraffic: 0, useStageCache: false });
  const removed = await patch({ op: "remove", path: "/canarySettings" });
  expect(removed.canarySettings).toBeUndefined();
  const percent = await patch({ op: "replace", path: "/canarySettings/percentTraffic", value: "50" });
  expect(percent.canarySettings).toEqual({ deploymentId, percentTraffic: 50, useStageCache: false });
  const override = { op: "replace", path: "/canarySettings/stageVariableOverrides/a", value: "1" } as const;
  expect((await patch(override)).canarySettings?.stageVariableOverrides).toEqual({ a: "1" });
});

it("a stage is made with a canary", async () => {
  const { call } = test();
  const { restApiId, deploymentId } = await newStage();
  const canary = await deploy(test(), restApiId);
  const canarySettings = { deploymentId: canary, percentTraffic: 60, stageVariableOverrides: { a: "b" } };
  const stage = await call(CreateStage, { restApiId, stageName: "dev2", deploymentId, canarySettings });
  expect(stage.canarySettings).toEqual({ ...canarySettings, useStageCache: false });
});

it("what no canary can be is refused in AWS's words", async () => {
  const { call } = test();
  const { restApiId, patch } = await newStage();
  const create = (stageName?: string): Promise<string> =>
    refusal(call(CreateDeployment, { restApiId, stageName, canarySettings: { percentTraffic: 50 } }));
  const invalid = "BadRequestException: Invalid deployment content specified.";
  const noName = `${invalid}Non null and non empty stageName must be provided for canary deployment. Provided value is `;
  expect(await create()).toBe(`${noName}null`);
  expect(await create("")).toBe(noName);
  expect(await create("nothere")).toBe(
    `${invalid}Stage nothere must already be created before making a canary release deployment`,
  );

  const refused = (...operations: PatchOperation[]): Promise<string> => refusal(patch(...operations));
  expect(await refused(...PROMOTION.slice(1))).toBe(
    "BadRequestException: Promotion not available. Canary does not exist.",
  );
  expect(await refused({ op: "copy", path: "/canarySettings/stageVariableOverrides", from: "/variables" })).toBe(
    "BadRequestException: Invalid copy operation with path: /canarySettings/stageVariableOverrides and from /variables. Valid copy:path are [/deploymentId, /variables] and valid copy:from are [/canarySettings/deploymentId, /canarySettings/stageVariableOverrides]",
  );
  expect(await refused({ op: "add", path: "/canarySettings/deploymentId", value: "a" })).toBe(
    "BadRequestException: Invalid add operation with path: /canarySettings/deploymentId",
  );
  expect(await refused({ op: "replace", path: "/canarySettings/deploymentId", value: "deploy" })).toBe(
    "BadRequestException: Deployment id does not exist",
  );
  expect(await refused({ op: "remove", path: "/canarySettings/stageVariableOverrides" })).toBe(
    "BadRequestException: Cannot remove method setting canarySettings/stageVariableOverrides because there is no method setting for this method ",
  );
  expect(await refused({ op: "replace", path: "/canarySettings/percentTraffic", value: "101" })).toContain(
    "BadRequestException",
  );
});
