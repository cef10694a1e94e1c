import { refusal } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { useApigateway } from "../../testing/use-apigateway.ts";
import { addRoute, newHttpApi, newWebSocketApi } from "../../testing/v2-api.ts";
import { CreateDeployment } from "./CreateDeployment.ts";
import { CreateStage } from "./CreateStage.ts";
import { DeleteAccessLogSettings } from "./DeleteAccessLogSettings.ts";
import { DeleteDeployment } from "./DeleteDeployment.ts";
import { DeleteRouteSettings } from "./DeleteRouteSettings.ts";
import { DeleteStage } from "./DeleteStage.ts";
import { GetDeployment } from "./GetDeployment.ts";
import { GetDeployments } from "./GetDeployments.ts";
import { GetStage } from "./GetStage.ts";
import { GetStages } from "./GetStages.ts";
import { UpdateDeployment } from "./UpdateDeployment.ts";
import { UpdateStage } from "./UpdateStage.ts";

const test = useApigateway();

const AccessLogSettings = {
  DestinationArn: "arn:aws:logs:us-east-1:111122223333:log-group:/aws/orders",
  Format: "$context.requestId $context.status",
};

it("a stage has AWS's defaults by the kind of its API", async () => {
  const http = await newHttpApi(test());
  const created = await test().call(CreateStage, { ApiId: http.ApiId, StageName: "prod" }, http.as);
  expect(created).toEqual({
    CreatedDate: expect.any(Date),
    DefaultRouteSettings: { DetailedMetricsEnabled: false },
    LastUpdatedDate: created.CreatedDate,
    RouteSettings: {},
    StageName: "prod",
    StageVariables: {},
    Tags: {},
  });
  expect(await test().call(GetStage, { ApiId: http.ApiId, StageName: "prod" }, http.as)).toEqual(created);
  const webSocket = await newWebSocketApi(test());
  const chat = await test().call(CreateStage, { ApiId: webSocket.ApiId, StageName: "prod" }, webSocket.as);
  const quiet = { DataTraceEnabled: false, DetailedMetricsEnabled: false, LoggingLevel: "OFF" };
  expect(chat.DefaultRouteSettings).toEqual(quiet);
});

it("an update changes what it names, merges settings and variables, and takes empty variables away", async () => {
  const api = await newHttpApi(test());
  const named = { ApiId: api.ApiId, StageName: "prod" };
  await addRoute(test(), api, "GET /pets");
  const input = { ...named, Description: "first", StageVariables: { fn: "orders", table: "pets" } };
  await test().call(CreateStage, input, api.as);
  test().clock.advance(5000);
  const changes = {
    DefaultRouteSettings: { ThrottlingBurstLimit: 100 },
    RouteSettings: { "GET /pets": { ThrottlingBurstLimit: 100 } },
    StageVariables: { fn: "", queue: "q" },
  };
  await test().call(UpdateStage, { ...named, ...changes }, api.as);
  const more = { RouteSettings: { "GET /pets": { ThrottlingRateLimit: 2000 } } };
  const updated = await test().call(UpdateStage, { ...named, ...more }, api.as);
  expect(updated).toMatchObject({
    DefaultRouteSettings: { DetailedMetricsEnabled: false, ThrottlingBurstLimit: 100 },
    Description: "first",
    RouteSettings: { "GET /pets": { ThrottlingBurstLimit: 100, ThrottlingRateLimit: 2000 } },
    StageVariables: { queue: "q", table: "pets" },
  });
  expect(updated.StageVariables).not.toHaveProperty("fn");
  expect(Number(updated.LastUpdatedDate)).toBeGreaterThan(Number(updated.CreatedDate));
  await test().call(DeleteRouteSettings, { ...named, RouteKey: "GET /pets" }, api.as);
  expect((await test().call(GetStage, named, api.as)).RouteSettings).toEqual({});
});

it("settings are for routes that are there, and execution logs for other APIs", async () => {
  const api = await newHttpApi(test());
  const create = (more: object): Promise<string> =>
    refusal(test().call(CreateStage, { ApiId: api.ApiId, StageName: "prod", ...more }, api.as));
  expect(await create({ RouteSettings: { "GET /pets": { ThrottlingBurstLimit: 1 } } })).toBe(
    "NotFoundException: Unable to find Route by key GET /pets within the provided RouteSettings",
  );
  expect(await create({ DefaultRouteSettings: { LoggingLevel: "INFO" } })).toBe(
    "BadRequestException: Execution logs are not supported on protocolType HTTP",
  );
  expect(await create({ StageVariables: { "a-b": "1" } })).toBe(
    "BadRequestException: Invalid stage variable name: a-b. Please use names with only word characters.",
  );
  expect(await create({ StageName: "bad stage" })).toContain("BadRequestException: Stage name only allows a-zA-Z0-9_");
});

it("an access log goes to a log group, in a format that names the request", async () => {
  const { ApiId, as } = await newHttpApi(test());
  const named = { ApiId, StageName: "prod" };
  const create = (more: object): Promise<string> =>
    refusal(test().call(CreateStage, { ...named, AccessLogSettings: { ...AccessLogSettings, ...more } }, as));
  expect(await create({ DestinationArn: `${AccessLogSettings.DestinationArn}:*` })).toBe(
    "BadRequestException: Access log destination must only contain characters a-z, A-Z, 0-9, '_', '-', '/', '.': 'log-group:/aws/orders:*'",
  );
  expect(await create({ Format: "$context.status" })).toBe(
    "BadRequestException: Access Log format must include either $context.requestId or $context.extendedRequestId",
  );
  expect(await create({ Format: undefined })).toContain("BadRequestException");
  const created = await test().call(CreateStage, { ...named, AccessLogSettings }, as);
  expect(created.AccessLogSettings).toEqual(AccessLogSettings);
  await test().call(DeleteAccessLogSettings, named, as);
  expect(await test().call(GetStage, named, as)).not.toHaveProperty("AccessLogSettings");
});

it("a name is one stage's, and the eleventh is one too many", async () => {
  const { ApiId, as } = await newHttpApi(test());
  const create = (StageName: string): Promise<unknown> => test().call(CreateStage, { ApiId, StageName }, as);
  await create("$default");
  expect(await refusal(create("$default"))).toBe("ConflictException: Stage already exists");
  for (let i = 1; i < 10; i++) await create(`stage-${i}`);
  expect(await refusal(create("more"))).toContain("TooManyRequestsException: Maximum number of Stages");
  const { Items = [] } = await test().call(GetStages, { ApiId }, as);
  expect(Items).toHaveLength(10);
  await test().call(DeleteStage, { ApiId, StageName: "$default" }, as);
  expect(await refusal(test().call(GetStage, { ApiId, StageName: "$default" }, as))).toBe(
    "NotFoundException: Invalid stage identifier specified",
  );
});

it("a deployment by hand is told, and put on the stage that it names", async () => {
  const api = await newHttpApi(test());
  const { ApiId, as } = api;
  expect(await refusal(test().call(CreateDeployment, { ApiId }, as))).toBe(
    "BadRequestException: Unable to deploy API because no routes exist in this API",
  );
  await addRoute(test(), api, "GET /pets");
  expect(await refusal(test().call(CreateDeployment, { ApiId, StageName: "prod" }, as))).toBe(
    "BadRequestException: Stage prod does not exist. StageName specified on a CreateDeployment request must exist so the stage can be updated with the new deployment.",
  );
  await test().call(CreateStage, { ApiId, StageName: "prod" }, as);
  const deployed = await test().call(CreateDeployment, { ApiId, Description: "first", StageName: "prod" }, as);
  expect(deployed).toEqual({
    AutoDeployed: false,
    CreatedDate: expect.any(Date),
    DeploymentId: expect.stringMatching(/^[a-z0-9]{6}$/),
    DeploymentStatus: "DEPLOYED",
    Description: "first",
  });
  const stage = await test().call(GetStage, { ApiId, StageName: "prod" }, as);
  expect(stage.DeploymentId).toBe(deployed.DeploymentId);
  expect(stage).not.toHaveProperty("LastDeploymentStatusMessage");
  const named = { ApiId, DeploymentId: deployed.DeploymentId ?? "" };
  const updated = await test().call(UpdateDeployment, { ...named, Description: "renamed" }, as);
  expect(updated).toEqual({ ...deployed, Description: "renamed" });
  expect(await test().call(GetDeployment, named, as)).toEqual(updated);
  expect((await test().call(GetDeployments, { ApiId }, as)).Items).toEqual([updated]);
});

it("a stage moves between deployments, and what one has is not deleted", async () => {
  const api = await newHttpApi(test());
  const { ApiId, as } = api;
  await addRoute(test(), api, "GET /pets");
  const deploy = async (): Promise<string> => (await test().call(CreateDeployment, { ApiId }, as)).DeploymentId ?? "";
  const [first, second] = [await deploy(), await deploy()];
  const named = { ApiId, StageName: "prod" };
  await test().call(CreateStage, { ...named, DeploymentId: first }, as);
  expect(await refusal(test().call(DeleteDeployment, { ApiId, DeploymentId: first }, as))).toBe(
    "BadRequestException: Active stages pointing to this deployment must be moved or deleted",
  );
  const missing = test().call(UpdateStage, { ...named, DeploymentId: "nope00" }, as);
  expect(await refusal(missing)).toBe("BadRequestException: Deployment id does not exist");
  await test().call(UpdateStage, { ...named, DeploymentId: second }, as);
  await test().call(DeleteDeployment, { ApiId, DeploymentId: first }, as);
  expect((await test().call(GetDeployments, { ApiId }, as)).Items).toHaveLength(1);
  expect(await refusal(test().call(GetDeployment, { ApiId, DeploymentId: first }, as))).toContain("NotFoundException");
});

it("what was deployed by hand stays as it was, whatever becomes of the API", async () => {
  const api = await newHttpApi(test());
  const { ApiId, as } = api;
  await addRoute(test(), api, "GET /pets");
  await test().call(CreateStage, { ApiId, StageName: "prod" }, as);
  await test().call(CreateDeployment, { ApiId, StageName: "prod" }, as);
  await addRoute(test(), api, "GET /orders");
  const published = await test().store.published.api(ApiId);
  const stage = published && (await test().store.published.stage(published, "prod"));
  const routes = stage?.kind === "HTTP" ? stage.snapshot?.routes : undefined;
  expect(routes?.map(({ RouteKey }) => RouteKey)).toEqual(["GET /pets"]);
});
