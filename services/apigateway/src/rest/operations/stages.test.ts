import type { PatchOperation, Stage } from "@aws-sdk/client-api-gateway";
import { refusal } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { deploy, deployableApi } from "../../testing/deployable-api.ts";
import { useApigateway } from "../../testing/use-apigateway.ts";
import { CreateStage } from "./CreateStage.ts";
import { DeleteStage } from "./DeleteStage.ts";
import { FlushStageAuthorizersCache } from "./FlushStageAuthorizersCache.ts";
import { FlushStageCache } from "./FlushStageCache.ts";
import { GetStage } from "./GetStage.ts";
import { GetStages } from "./GetStages.ts";
import { UpdateStage } from "./UpdateStage.ts";

const test = useApigateway();

/** A stage `prod`, and how it is patched. */
async function newStage() {
  const { call } = test();
  const { restApiId } = await deployableApi(test());
  const deploymentId = await deploy(test(), restApiId, "prod");
  const of = { restApiId, stageName: "prod" };
  const patch = (...patchOperations: PatchOperation[]): Promise<Stage> => call(UpdateStage, { ...of, patchOperations });
  return { of, restApiId, deploymentId, patch };
}

const replace = (path: string, value: string): PatchOperation => ({ op: "replace", path, value });
const remove = (path: string): PatchOperation => ({ op: "remove", path });

it("a stage is made of a deployment with AWS's defaults", async () => {
  const { call } = test();
  const { restApiId } = await deployableApi(test());
  const deploymentId = await deploy(test(), restApiId);
  const stage = await call(CreateStage, {
    restApiId,
    stageName: "test",
    deploymentId,
    cacheClusterEnabled: true,
    tags: { team: "pets" },
  });
  expect(stage).toEqual({
    stageName: "test",
    deploymentId,
    cacheClusterEnabled: true,
    cacheClusterSize: "0.5",
    cacheClusterStatus: "AVAILABLE",
    methodSettings: {},
    tracingEnabled: false,
    tags: { team: "pets" },
    createdDate: expect.any(Date),
    lastUpdatedDate: stage.createdDate,
  });
  expect(await call(GetStage, { restApiId, stageName: "test" })).toEqual(stage);
});

it("what no stage can be is refused in AWS's words", async () => {
  const { call } = test();
  const { restApiId } = await deployableApi(test());
  const deploymentId = await deploy(test(), restApiId, "prod");
  const create = (stageName: string, more: object = {}): Promise<string> =>
    refusal(call(CreateStage, { restApiId, stageName, deploymentId, ...more }));
  expect(await create("prod")).toBe("ConflictException: Stage already exists");
  expect(await create("a.b")).toBe("BadRequestException: Stage name only allows a-zA-Z0-9_-");
  expect(await create("a", { deploymentId: "nothere" })).toBe("BadRequestException: Deployment id does not exist");
  expect(await create("a", { canarySettings: { deploymentId: "nothere" } })).toBe(
    "BadRequestException: Deployment id does not exist",
  );
  expect(await create("a", { variables: { key: "<b>" } })).toContain("Invalid stage variable value of key key.");
});

it("stages are listed, also those of one deployment, until they are deleted", async () => {
  const { call } = test();
  const { restApiId } = await deployableApi(test());
  const first = await deploy(test(), restApiId, "a");
  await deploy(test(), restApiId, "b");
  const names = async (deploymentId?: string): Promise<readonly unknown[]> =>
    ((await call(GetStages, { restApiId, deploymentId })).item ?? []).map(({ stageName }) => stageName);
  expect([await names(), await names(first)]).toEqual([["a", "b"], ["a"]]);
  await call(DeleteStage, { restApiId, stageName: "a" });
  expect([await names(), await names(first)]).toEqual([["b"], []]);
  const gone = "NotFoundException: Invalid Stage identifier specified";
  expect(await refusal(call(GetStage, { restApiId, stageName: "a" }))).toBe(gone);
  expect(await refusal(call(DeleteStage, { restApiId, stageName: "a" }))).toBe(gone);
  expect(await refusal(call(UpdateStage, { restApiId, stageName: "a" }))).toBe(gone);
});

it("members of a stage are replaced, and its date with them", async () => {
  const { clock } = test();
  const { patch, restApiId, of } = await newStage();
  const { createdDate } = await test().call(GetStage, of);
  clock.advance(1000);
  const second = await deploy(test(), restApiId);
  const stage = await patch(
    replace("/deploymentId", second),
    replace("/description", "new"),
    replace("/tracingEnabled", "true"),
    replace("/cacheClusterEnabled", "true"),
    replace("/cacheClusterSize", "1.6"),
    replace("/clientCertificateId", "abc123"),
    replace("/documentationVersion", "v1"),
    replace("/variables/a", "1"),
    { op: "add", path: "/variables/b", value: "2" },
  );
  expect(stage).toEqual({
    stageName: "prod",
    deploymentId: second,
    description: "new",
    tracingEnabled: true,
    cacheClusterEnabled: true,
    cacheClusterSize: "1.6",
    cacheClusterStatus: "AVAILABLE",
    clientCertificateId: "abc123",
    documentationVersion: "v1",
    variables: { a: "1", b: "2" },
    methodSettings: {},
    createdDate,
    lastUpdatedDate: expect.any(Date),
  });
  expect(stage.lastUpdatedDate).not.toEqual(createdDate);
  expect(await test().call(GetStage, of)).toEqual(stage);
  expect((await patch(remove("/variables/a"))).variables).toEqual({ b: "2" });
  expect((await patch(remove("/variables"))).variables).toBeUndefined();
  expect(await refusal(patch(replace("/deploymentId", "nothere")))).toBe(
    "BadRequestException: Deployment id does not exist",
  );
});

it("one setting of a method brings all of them, those of all methods first", async () => {
  const { patch } = await newStage();
  const stage = await patch(
    replace("/*/*/throttling/burstLimit", "123"),
    replace("/*/*/caching/enabled", "true"),
    replace("/test/GET/throttling/burstLimit", "124"),
    replace("/*/*/throttling/burstLimit", "100"),
    replace("/~1pets~1{id}/POST/logging/loglevel", "INFO"),
    replace("/pets/{id}/PUT/throttling/rateLimit", "0.5"),
  );
  const settings = {
    cacheDataEncrypted: false,
    cacheTtlInSeconds: 300,
    cachingEnabled: true,
    dataTraceEnabled: false,
    metricsEnabled: false,
    requireAuthorizationForCacheControl: true,
    throttlingBurstLimit: 100,
    throttlingRateLimit: 10_000,
    unauthorizedCacheControlHeaderStrategy: "SUCCEED_WITH_RESPONSE_HEADER",
  };
  expect(stage.methodSettings).toEqual({
    "*/*": settings,
    "test/GET": { ...settings, throttlingBurstLimit: 124 },
    "~1pets~1{id}/POST": { ...settings, loggingLevel: "INFO" },
    "pets/{id}/PUT": { ...settings, throttlingRateLimit: 0.5 },
  });
  const removed = await patch(
    remove("/*/*"),
    remove("/test/GET"),
    remove("/pets/{id}/PUT"),
    remove("/~1pets~1{id}/POST"),
  );
  expect(removed.methodSettings).toEqual({});
  expect(await refusal(patch(remove("/*/*")))).toBe(
    "BadRequestException: Cannot remove method setting */* because there is no method setting for this method ",
  );
  expect(await refusal(patch(replace("/*/*/caching/ttlInSeconds", "3601")))).toContain(
    "BadRequestException: Invalid value",
  );
});

it("where access is logged is set, and taken away as a whole", async () => {
  const { patch } = await newStage();
  const destinationArn = "arn:aws:logs:us-east-1:111122223333:log-group:access";
  const stage = await patch(
    { op: "add", path: "/accessLogSettings/destinationArn", value: destinationArn },
    replace("/accessLogSettings/format", "$context.requestId"),
  );
  expect(stage.accessLogSettings).toEqual({ destinationArn, format: "$context.requestId" });
  const refused = async (operation: PatchOperation): Promise<string> => refusal(patch(operation));
  expect(await refused(replace("/accessLogSettings/format", ""))).toBe(
    "BadRequestException: Access Log value must not be empty",
  );
  expect(await refused(replace("/accessLogSettings/destinationArn", "invalid-arn"))).toBe(
    "BadRequestException: Invalid ARN. ARN is not well formed invalid-arn",
  );
  const paths = "[/accessLogSettings/destinationArn, /accessLogSettings/format]";
  for (const path of ["/accessLogSettings", "/accessLogSettings/randomValue"]) {
    expect(await refused(replace(path, "a"))).toBe(
      `BadRequestException: Invalid accessLogSettings path. Must be one of : ${paths}`,
    );
  }
  for (const path of ["accessLogSettings/destinationArn", "accessLogSettings/*", "accessLogSettings/randomValue"]) {
    expect(await refused(remove(`/${path}`))).toBe(
      `BadRequestException: Cannot remove method setting ${path} because there is no method setting for this method `,
    );
  }
  expect((await patch(remove("/accessLogSettings"))).accessLogSettings).toBeUndefined();
});

it("paths that a stage does not know are refused with those that it knows", async () => {
  const { patch } = await newStage();
  for (const path of ["/documentation_version", "/tags/tag1", "/canarySettings/badPath", "/canarySettings"]) {
    const words = await refusal(patch(replace(path, "a")));
    expect(words).toContain(
      `BadRequestException: Invalid method setting path: ${path}. Must be one of: [/deploymentId, /description,`,
    );
    expect(words).toContain("/*/*/throttling/burstLimit /*/*/throttling/rateLimit /*/*/caching/ttlInSeconds,");
    expect(words).toContain("/variables/{variable_name}, /tracingEnabled]");
  }
  expect(await refusal(patch(remove("/canarySettings/badPath")))).toBe(
    "BadRequestException: Cannot remove method setting canarySettings/badPath because there is no method setting for this method ",
  );
});

it("a flush is counted where every replica finds it, and changes nothing that is told", async () => {
  const { call, store } = test();
  const { of, restApiId } = await newStage();
  const told = await call(GetStage, of);
  await call(FlushStageCache, of);
  await call(FlushStageCache, of);
  await call(FlushStageAuthorizersCache, of);
  const api = await store.published.api(restApiId);
  const stage = api && (await store.published.stage(api, "prod"));
  expect(stage?.stage.flushed).toEqual({ answers: 2, authorizers: 1 });
  expect(await call(GetStage, of)).toEqual(told);
  expect(await refusal(call(FlushStageCache, { ...of, stageName: "nothere" }))).toBe(
    "NotFoundException: Invalid Stage identifier specified",
  );
});
