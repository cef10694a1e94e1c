import { randomUUID } from "node:crypto";
import { randomIds } from "@skylab/aws";
import { expect, it } from "vitest";
import type { StoredDomainName } from "../domain/domain-names/stored-domain-name.ts";
import { newId } from "../domain/new-id.ts";
import type { RestSnapshot, StoredStage } from "../domain/rest/snapshot.ts";
import type { StoredApi, V2Snapshot } from "../domain/v2/snapshot.ts";
import { useApigateway } from "../testing/use-apigateway.ts";
import type { PublishedApi } from "./directory.ts";
import { domainNameRows } from "./domain-names.ts";
import { snapshotRows, v2SnapshotRows } from "./snapshots.ts";
import { stageRows } from "./stages.ts";
import { type ApigatewayStore, openStore } from "./store.ts";
import { v2StageRows } from "./v2-stages.ts";

const test = useApigateway();

const IRELAND = { account: "111122223333", region: "eu-west-1" };
const VIRGINIA = { account: "111122223333", region: "us-east-1" };
const OTHER = { account: "444455556666", region: "eu-west-1" };

const apiId = (): string => newId(randomIds, 10);

/** Another replica: what it remembers is its own. */
const replica = (): ApigatewayStore => openStore({ ...test().engines, records: { ...test().engines.records } });

const snapshotOf = (id: string, name: string): RestSnapshot => ({
  api: { id, name, rootResourceId: "root12" },
  resources: [{ id: "root12", path: "/" }],
  models: [],
  requestValidators: [],
  authorizers: [],
  gatewayResponses: [],
});

async function deploy(api: PublishedApi, deploymentId: string, stage: StoredStage): Promise<void> {
  await test().store.change(api.place, async (rows) => {
    rows.put(snapshotRows, snapshotOf(api.apiId, deploymentId), api.apiId, deploymentId);
    rows.put(stageRows, stage, api.apiId, stage.stageName);
  });
}

async function newApi(): Promise<PublishedApi> {
  const api: PublishedApi = { apiId: apiId(), place: IRELAND, kind: "REST" };
  await test().store.directory.claim(api);
  await deploy(api, "first1", { stageName: "prod", deploymentId: "first1" });
  return api;
}

it("an id is found with its place and kind, by every replica, until it is released", async () => {
  const { directory } = test().store;
  const api: PublishedApi = { apiId: apiId(), place: IRELAND, kind: "HTTP" };
  const other = replica();
  expect(await other.published.api(api.apiId)).toBeUndefined();
  expect(await directory.claim(api)).toBe(true);
  expect(await other.published.api(api.apiId)).toEqual(api);
  expect(await test().store.published.api(api.apiId)).toEqual(api);
  await directory.release(api.apiId, OTHER);
  expect(await other.published.api(api.apiId)).toEqual(api);
  await directory.release(api.apiId, IRELAND);
  expect(await other.published.api(api.apiId)).toBeUndefined();
});

it("an id that an API has is no other's, in whichever account, region or kind", async () => {
  const { directory } = test().store;
  const api: PublishedApi = { apiId: apiId(), place: IRELAND, kind: "REST" };
  const claims = [api, { ...api, place: VIRGINIA }, { ...api, place: OTHER }, { ...api, kind: "HTTP" as const }, api];
  const answers: boolean[] = [];
  for (const claim of claims) answers.push(await directory.claim(claim));
  expect(answers).toEqual([true, false, false, false, true]);
});

it("a stage is the very same object until it changes, and its snapshot until it is deployed to", async () => {
  const { published } = test().store;
  const api = await newApi();
  const first = await published.stage(api, "prod");
  expect(first).toMatchObject({
    ...api,
    stage: { stageName: "prod" },
    snapshot: { api: { name: "first1" } },
  });
  await deploy(api, "other1", { stageName: "other", deploymentId: "other1" });
  expect(await published.stage(api, "prod")).toBe(first);

  await test().store.change(IRELAND, async (rows) => {
    rows.put(stageRows, { stageName: "prod", deploymentId: "first1", variables: { a: "1" } }, api.apiId, "prod");
  });
  const changed = await published.stage(api, "prod");
  expect(changed?.stage).toMatchObject({ variables: { a: "1" } });
  expect(changed?.snapshot).toBe(first?.snapshot);
  expect(changed?.snapshot).toBeDefined();

  await deploy(api, "second", { stageName: "prod", deploymentId: "second" });
  expect(await published.stage(api, "prod")).toMatchObject({ snapshot: { api: { name: "second" } } });
});

it("another replica serves what was deployed and forgets what was removed", async () => {
  const api = await newApi();
  const { published } = replica();
  expect(await published.stage(api, "prod")).toMatchObject({ snapshot: { api: { name: "first1" } } });
  expect(await published.stage(api, "other")).toBeUndefined();
  await deploy(api, "second", { stageName: "prod", deploymentId: "second" });
  await deploy(api, "other1", { stageName: "other", deploymentId: "other1" });
  expect(await published.stage(api, "prod")).toMatchObject({ snapshot: { api: { name: "second" } } });
  expect(await published.stage(api, "other")).toMatchObject({ snapshot: { api: { name: "other1" } } });
  await test().store.change(IRELAND, async (rows) => rows.remove(stageRows, api.apiId, "prod"));
  expect(await published.stage(api, "prod")).toBeUndefined();
});

it("a stage with a canary has both snapshots", async () => {
  const api = await newApi();
  await deploy(api, "canary", {
    stageName: "prod",
    deploymentId: "first1",
    canarySettings: { deploymentId: "canary", percentTraffic: 10 },
  });
  expect(await test().store.published.stage(api, "prod")).toMatchObject({
    snapshot: { api: { name: "first1" } },
    canary: { api: { name: "canary" } },
  });
});

it("a stage of an HTTP API is there before anything is deployed to it", async () => {
  const { published, change } = test().store;
  const api: PublishedApi = { apiId: apiId(), place: VIRGINIA, kind: "HTTP" };
  await change(VIRGINIA, async (rows) => rows.put(v2StageRows, { StageName: "$default" }, api.apiId, "$default"));
  const before = await published.stage(api, "$default");
  expect(before).toEqual({ ...api, stage: { StageName: "$default" } });

  const stored: StoredApi = {
    ApiId: api.apiId,
    Name: "a",
    ProtocolType: "HTTP",
    RouteSelectionExpression: "$request.method",
  };
  const snapshot: V2Snapshot = {
    api: stored,
    routes: [],
    routeResponses: [],
    integrations: [],
    integrationResponses: [],
    authorizers: [],
    models: [],
  };
  await change(VIRGINIA, async (rows) => {
    rows.put(v2SnapshotRows, snapshot, api.apiId, "abcdef");
    rows.put(v2StageRows, { StageName: "$default", DeploymentId: "abcdef" }, api.apiId, "$default");
  });
  expect(await published.stage(api, "$default")).toMatchObject({ kind: "HTTP", snapshot });
});

it("a path of a custom domain is for the stage of its longest mapping, also by a wildcard and by the name given to it", async () => {
  const { change, hosts } = test().store;
  const zone = `${randomUUID()}.example.com`;
  const domainName = `*.${zone}`;
  const label = `d-${apiId()}`;
  const owner = { place: IRELAND, domainName, domainNameId: "" };
  const other = replica().published;
  expect(await other.domain(`api.${zone}`, "/orders")).toBeUndefined();

  await hosts.claim(domainName, owner);
  await hosts.claim(label, owner);
  const mappings = [
    { apiMappingId: "map001", key: "", apiId: "a1b2c3d4e5", stage: "prod" },
    { apiMappingId: "map002", key: "orders/v1", apiId: "f6g7h8i9j0" },
  ];
  const row: StoredDomainName = { domainName, label, mappings };
  await change(IRELAND, async (rows) => rows.put(domainNameRows, row, domainName, ""));
  expect(await other.domain(`api.${zone}`, "/orders")).toEqual({ apiId: "a1b2c3d4e5", stage: "prod", basePath: "" });
  const long = { apiId: "f6g7h8i9j0", stage: undefined, basePath: "orders/v1" };
  expect(await other.domain(`api.${zone}`, "/orders/v1/7")).toEqual(long);
  expect(await other.domain(label, "/orders/v1")).toEqual(long);
  expect(await other.domain(`a.b.${zone}`, "/")).toBeUndefined();

  await change(IRELAND, async (rows) => rows.put(domainNameRows, { ...row, mappings: [] }, domainName, ""));
  expect(await other.domain(label, "/orders/v1")).toBeUndefined();
});

it("a host that a custom domain has is no other's until it is given up", async () => {
  const { hosts } = test().store;
  const host = `${randomUUID()}.example.com`;
  const mine = { place: IRELAND, domainName: host, domainNameId: "" };
  const theirs = { ...mine, place: OTHER };
  expect([await hosts.claim(host, mine), await hosts.claim(host, theirs)]).toEqual([true, false]);
  await hosts.release(host, theirs);
  expect(await hosts.find(host)).toEqual(mine);
  await hosts.release(host, mine);
  expect(await hosts.claim(host, theirs)).toBe(true);
});

it("a reset of an account forgets its stages, ids and hosts, and nobody else's", async () => {
  const account = "777788889999";
  const mine: PublishedApi = { apiId: apiId(), place: { account, region: "eu-west-1" }, kind: "REST" };
  const theirs = await newApi();
  const { directory, hosts, published, reset } = test().dataPlane;
  await directory.claim(mine);
  await deploy(mine, "first1", { stageName: "prod", deploymentId: "first1" });
  const host = `${randomUUID()}.example.com`;
  await hosts.claim(host, { place: mine.place, domainName: host, domainNameId: "" });
  expect(await published.stage(mine, "prod")).toBeDefined();

  await reset(account);
  expect(await published.api(mine.apiId)).toBeUndefined();
  expect(await published.stage(mine, "prod")).toBeUndefined();
  expect(await hosts.find(host)).toBeUndefined();
  expect(await published.api(theirs.apiId)).toEqual(theirs);
  expect(await published.stage(theirs, "prod")).toBeDefined();
});
