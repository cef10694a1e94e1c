import { randomUUID } from "node:crypto";
import type { PatchOperation } from "@aws-sdk/client-api-gateway";
import { refusal } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { openStore } from "../../store/store.ts";
import { deploy, deployableApi } from "../../testing/deployable-api.ts";
import { useApigateway } from "../../testing/use-apigateway.ts";
import { CreateBasePathMapping } from "./CreateBasePathMapping.ts";
import { CreateDomainName } from "./CreateDomainName.ts";
import { DeleteBasePathMapping } from "./DeleteBasePathMapping.ts";
import { DeleteRestApi } from "./DeleteRestApi.ts";
import { DeleteStage } from "./DeleteStage.ts";
import { GetBasePathMapping } from "./GetBasePathMapping.ts";
import { GetBasePathMappings } from "./GetBasePathMappings.ts";
import { UpdateBasePathMapping } from "./UpdateBasePathMapping.ts";

const test = useApigateway();

const to = (path: string, value: string): PatchOperation => ({ op: "replace", path, value });

async function newDomain() {
  const { call } = test();
  const domainName = `${randomUUID()}.example.com`;
  await call(CreateDomainName, { domainName, endpointConfiguration: { types: ["REGIONAL"] } });
  const { restApiId } = await deployableApi(test());
  await deploy(test(), restApiId, "prod");
  return { domainName, restApiId };
}

it("requests to a domain are for the stage that their base path is mapped to, at every replica", async () => {
  const { call, engines } = test();
  const { domainName, restApiId } = await newDomain();
  const { published } = openStore({ ...engines, records: { ...engines.records } });
  expect(await published.domain(domainName, "/pets")).toBeUndefined();

  const mapping = await call(CreateBasePathMapping, { domainName, restApiId, stage: "prod" });
  expect(mapping).toEqual({ basePath: "(none)", restApiId, stage: "prod" });
  const pets = await call(CreateBasePathMapping, { domainName, basePath: "pets", restApiId });
  expect(pets).toEqual({ basePath: "pets", restApiId });
  expect(await published.domain(domainName, "/dogs")).toEqual({ apiId: restApiId, stage: "prod", basePath: "" });
  expect(await published.domain(domainName, "/pets/7")).toEqual({
    apiId: restApiId,
    stage: undefined,
    basePath: "pets",
  });

  expect(await call(GetBasePathMapping, { domainName, basePath: "(none)" })).toEqual(mapping);
  expect(await call(GetBasePathMapping, { domainName, basePath: "pets" })).toEqual(pets);
  const first = await call(GetBasePathMappings, { domainName, limit: 1 });
  const second = await call(GetBasePathMappings, { domainName, limit: 1, position: first.position });
  expect([first.items, second.items, second.position]).toEqual([[mapping], [pets], undefined]);

  await call(DeleteBasePathMapping, { domainName, basePath: "(none)" });
  expect(await published.domain(domainName, "/dogs")).toBeUndefined();
  expect(await refusal(call(DeleteBasePathMapping, { domainName, basePath: "(none)" }))).toBe(
    "NotFoundException: Invalid base path mapping identifier specified",
  );
});

it("what no mapping can be is refused in AWS's words", async () => {
  const { call } = test();
  const { domainName, restApiId } = await newDomain();
  await call(CreateBasePathMapping, { domainName, basePath: "pets", restApiId, stage: "prod" });
  const create = (more: object): Promise<string> =>
    refusal(call(CreateBasePathMapping, { domainName, basePath: "dogs", restApiId, ...more }));
  expect(await create({ basePath: "pets" })).toBe("ConflictException: Base path already exists for this domain name");
  expect(await create({ basePath: "orders/v1" })).toBe(
    "BadRequestException: API Gateway V1 doesn't support the slash character (/) in base path mappings. To create a multi-level base path mapping, use API Gateway V2.",
  );
  expect(await create({ restApiId: "nothere123" })).toBe("BadRequestException: Invalid REST API identifier specified");
  expect(await create({ stage: "nothere" })).toBe("BadRequestException: Invalid stage identifier specified");
  expect(await create({ domainName: "nothere.example.com" })).toBe(
    "NotFoundException: Invalid domain name identifier specified",
  );
  expect(await refusal(call(GetBasePathMapping, { domainName, basePath: "dogs" }))).toBe(
    "NotFoundException: Invalid base path mapping identifier specified",
  );
});

it("a mapping is moved to another path, API and stage", async () => {
  const { call } = test();
  const { domainName, restApiId } = await newDomain();
  await deploy(test(), restApiId, "test");
  await call(CreateBasePathMapping, { domainName, basePath: "pets", restApiId, stage: "prod" });
  await call(CreateBasePathMapping, { domainName, basePath: "taken", restApiId, stage: "prod" });
  const patch = (...patchOperations: PatchOperation[]): Promise<unknown> =>
    call(UpdateBasePathMapping, { domainName, basePath: "pets", patchOperations });
  expect(await refusal(patch(to("/basepath", "taken")))).toContain("ConflictException");
  expect(await refusal(patch(to("/stage", "nothere")))).toBe("BadRequestException: Invalid stage identifier specified");
  expect(await refusal(patch(to("/restapiId", "nothere123")))).toContain("Invalid REST API identifier specified");
  const moved = await patch(to("/stage", "test"), to("/basePath", "(none)"));
  expect(moved).toEqual({ basePath: "(none)", restApiId, stage: "test" });
  expect(await call(GetBasePathMapping, { domainName, basePath: "(none)" })).toEqual(moved);
  expect(await refusal(patch(to("/stage", "prod")))).toContain("NotFoundException");
  const unknown = call(UpdateBasePathMapping, {
    domainName,
    basePath: "(none)",
    patchOperations: [to("constructor", "x")],
  });
  expect(await refusal(unknown)).toContain("BadRequestException: Invalid patch path  'constructor'");
});

it("what a domain is mapped to is not deleted", async () => {
  const { call } = test();
  const { domainName, restApiId } = await newDomain();
  await call(CreateBasePathMapping, { domainName, restApiId, stage: "prod" });
  expect(await refusal(call(DeleteStage, { restApiId, stageName: "prod" }))).toBe(
    `BadRequestException: Deleting stage prod failed. Please remove all base path mappings related to the stage in your domains: ${domainName}`,
  );
  expect(await refusal(call(DeleteRestApi, { restApiId }))).toContain("Please remove all base path mappings");
  await call(DeleteBasePathMapping, { domainName, basePath: "(none)" });
  await call(DeleteStage, { restApiId, stageName: "prod" });
  await call(DeleteRestApi, { restApiId });
});

it("of two who map a stage and delete it at the same time, one is refused", async () => {
  const { call } = test();
  const { domainName, restApiId } = await newDomain();
  for (let round = 0; round < 10; round++) {
    const stage = `stage${round}`;
    await deploy(test(), restApiId, stage);
    const both = await Promise.allSettled([
      call(DeleteStage, { restApiId, stageName: stage }),
      call(CreateBasePathMapping, { domainName, basePath: stage, restApiId, stage }),
    ]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  }
});
