import { refusal } from "@skylab/service/testing";
import { expect, it, onTestFinished } from "vitest";
import { useApigateway } from "../../testing/use-apigateway.ts";
import { addFunction, addRoute, newHttpApi, newWebSocketApi, type TestApi } from "../../testing/v2-api.ts";
import { jwtAuthorizer } from "../../testing/v2-authorizers.ts";
import { CreateAuthorizer } from "./CreateAuthorizer.ts";
import { CreateDeployment } from "./CreateDeployment.ts";
import { CreateStage } from "./CreateStage.ts";
import { DeleteRoute } from "./DeleteRoute.ts";
import { GetDeployments } from "./GetDeployments.ts";
import { GetStage } from "./GetStage.ts";
import { UpdateApi } from "./UpdateApi.ts";
import { UpdateStage } from "./UpdateStage.ts";

const test = useApigateway();

const StageName = "$default";

/** A new HTTP API with a stage that deploys of itself. */
async function newAutomatic(): Promise<TestApi> {
  const api = await newHttpApi(test());
  await test().call(CreateStage, { ApiId: api.ApiId, StageName, AutoDeploy: true }, api.as);
  return api;
}

/** The routes that requests to the stage are answered by. */
async function publishedRoutes({ ApiId }: TestApi): Promise<readonly string[] | undefined> {
  const api = await test().store.published.api(ApiId);
  const stage = api && (await test().store.published.stage(api, StageName));
  if (stage === undefined || stage.kind === "REST") throw new Error("There is no such stage.");
  return stage.snapshot?.routes.map(({ RouteKey }) => RouteKey).toSorted();
}

it("every change is answered by as soon as it is made, and told as AWS tells it", async () => {
  const api = await newAutomatic();
  const { ApiId, as } = api;
  await addRoute(test(), api, "GET /pets");
  expect(await publishedRoutes(api)).toEqual(["GET /pets"]);
  const RouteId = await addRoute(test(), api, "GET /orders");
  expect(await publishedRoutes(api)).toEqual(["GET /orders", "GET /pets"]);
  await test().call(DeleteRoute, { ApiId, RouteId }, as);
  expect(await publishedRoutes(api)).toEqual(["GET /pets"]);
  const stage = await test().call(GetStage, { ApiId, StageName }, as);
  expect(stage).toMatchObject({
    AutoDeploy: true,
    LastDeploymentStatusMessage: `Successfully deployed stage with deployment ID '${stage.DeploymentId}'`,
  });
  const { Items = [] } = await test().call(GetDeployments, { ApiId }, as);
  expect(Items.find(({ DeploymentId }) => DeploymentId === stage.DeploymentId)).toEqual({
    AutoDeployed: true,
    CreatedDate: expect.any(Date),
    DeploymentId: stage.DeploymentId,
    DeploymentStatus: "DEPLOYED",
    Description: "Automatic deployment triggered by changes to the Api configuration",
  });
});

it("changes of the API, its integrations and authorizers are deployed, too", async () => {
  const api = await newAutomatic();
  const { ApiId, as } = api;
  await addRoute(test(), api, "GET /pets");
  const deployed = async (): Promise<string | undefined> =>
    (await test().call(GetStage, { ApiId, StageName }, as)).DeploymentId;
  const seen = new Set([await deployed()]);
  await test().call(UpdateApi, { ApiId, Description: "changed" }, as);
  seen.add(await deployed());
  await addFunction(test(), api);
  seen.add(await deployed());
  await test().call(CreateAuthorizer, { ApiId, ...jwtAuthorizer() }, as);
  seen.add(await deployed());
  expect(seen.size).toBe(4);
});

it("an API without routes is not deployed, and its stage tells why", async () => {
  const api = await newAutomatic();
  await addFunction(test(), api);
  const stage = await test().call(GetStage, { ApiId: api.ApiId, StageName }, api.as);
  expect(stage.LastDeploymentStatusMessage).toBe(
    "Deployment attempt failed: Unable to deploy API because no routes exist in this API",
  );
  expect(stage).not.toHaveProperty("DeploymentId");
  expect(await publishedRoutes(api)).toBeUndefined();
  const chat = await newWebSocketApi(test());
  const input = { ApiId: chat.ApiId, StageName: "prod", AutoDeploy: true };
  expect((await test().call(CreateStage, input, chat.as)).LastDeploymentStatusMessage).toBe(
    "Deployment attempt failed: At least one route is required before deploying the Api.",
  );
});

it("a stage whose API has lost its last route answers as before", async () => {
  const api = await newAutomatic();
  const RouteId = await addRoute(test(), api, "GET /pets");
  await test().call(DeleteRoute, { ApiId: api.ApiId, RouteId }, api.as);
  expect(await publishedRoutes(api)).toEqual(["GET /pets"]);
});

it("a stage that begins to deploy of itself does so at once, and takes no deployment by hand", async () => {
  const api = await newHttpApi(test());
  const { ApiId, as } = api;
  await addRoute(test(), api, "GET /pets");
  await test().call(CreateStage, { ApiId, StageName }, as);
  expect(await publishedRoutes(api)).toBeUndefined();
  const updated = await test().call(UpdateStage, { ApiId, StageName, AutoDeploy: true }, as);
  expect(updated.LastDeploymentStatusMessage).toContain(`'${updated.DeploymentId}'`);
  expect(await publishedRoutes(api)).toEqual(["GET /pets"]);
  const words = `BadRequestException: Deployment ID cannot be set on this stage ${as.account}:${ApiId} because AutoDeploy is enabled.`;
  const byHand = { ApiId, StageName, DeploymentId: updated.DeploymentId };
  expect(await refusal(test().call(UpdateStage, byHand, as))).toBe(words);
  expect(await refusal(test().call(CreateDeployment, { ApiId, StageName }, as))).toBe(words);
});

it("a change of a stage's own settings deploys nothing", async () => {
  const api = await newAutomatic();
  const { ApiId, as } = api;
  await addRoute(test(), api, "GET /pets");
  const before = await test().call(GetStage, { ApiId, StageName }, as);
  const after = await test().call(UpdateStage, { ApiId, StageName, Description: "changed" }, as);
  expect(after.DeploymentId).toBe(before.DeploymentId);
});

it("old automatic deployments go, and those that stages have or somebody made stay", async () => {
  const api = await newAutomatic();
  const { ApiId, as } = api;
  await addRoute(test(), api, "GET /pets");
  const byHand = await test().call(CreateDeployment, { ApiId }, as);
  for (let i = 0; i < 30; i++) {
    test().clock.advance(1000);
    await test().call(UpdateApi, { ApiId, Description: `change ${i}` }, as);
  }
  test().clock.advance(60_000);
  await test().call(UpdateApi, { ApiId, Description: "the last one" }, as);
  const { Items = [] } = await test().call(GetDeployments, { ApiId }, as);
  const stage = await test().call(GetStage, { ApiId, StageName }, as);
  const ids = Items.map(({ DeploymentId }) => DeploymentId);
  expect(ids).toContain(stage.DeploymentId);
  expect(ids).toContain(byHand.DeploymentId);
  // The stage's, the one by hand, and ten that were before.
  expect(ids).toHaveLength(12);
  const partition = test().store.records.partition(`${as.account}/us-east-1`);
  expect(await partition.count("apigateway.v2-snapshots")).toBe(12);
});

it("what another replica may look for still is there", async () => {
  // However long that takes here, it is a moment.
  test().clock.set(test().clock.now());
  onTestFinished(() => test().clock.release());
  const api = await newAutomatic();
  await addRoute(test(), api, "GET /pets");
  for (let i = 0; i < 30; i++) await test().call(UpdateApi, { ApiId: api.ApiId, Description: `change ${i}` }, api.as);
  const { Items = [] } = await test().call(GetDeployments, { ApiId: api.ApiId }, api.as);
  expect(Items).toHaveLength(31);
});

it("many changes at once end in a deployment of all of them", async () => {
  const api = await newAutomatic();
  const keys = Array.from({ length: 12 }, (_, i) => `GET /r${i}`);
  await Promise.all(keys.map((key) => addRoute(test(), api, key)));
  expect(await publishedRoutes(api)).toEqual(keys.toSorted());
});
