import { refusal } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { resourceRows } from "../../store/resources.ts";
import { newRestApi, type TestRestApi } from "../../testing/new-rest-api.ts";
import { useApigateway } from "../../testing/use-apigateway.ts";
import { CreateResource } from "./CreateResource.ts";
import { DeleteResource } from "./DeleteResource.ts";
import { GetResource } from "./GetResource.ts";
import { GetResources } from "./GetResources.ts";
import { PutMethod } from "./PutMethod.ts";
import { UpdateResource } from "./UpdateResource.ts";

const test = useApigateway();

async function create({ as, restApiId }: TestRestApi, parentId: string, pathPart: string): Promise<string> {
  return (await test().call(CreateResource, { restApiId, parentId, pathPart }, as)).id ?? "";
}

async function paths({ as, restApiId }: TestRestApi): Promise<readonly string[]> {
  const { items = [] } = await test().call(GetResources, { restApiId }, as);
  return items.map(({ path = "" }) => path).toSorted();
}

const replace = (path: string, value: string) => ({ patchOperations: [{ op: "replace", path, value } as const] });

it("resources make a tree, are renamed and moved with all under them, and deleted so", async () => {
  const api = await newRestApi(test());
  const { as, restApiId, rootId } = api;
  const pets = await test().call(CreateResource, { restApiId, parentId: rootId, pathPart: "pets" }, as);
  expect(pets).toEqual({
    id: expect.stringMatching(/^[a-z0-9]{6}$/),
    parentId: rootId,
    pathPart: "pets",
    path: "/pets",
  });
  const resourceId = pets.id ?? "";
  const sub = await create(api, resourceId, "sub");
  await create(api, sub, "{id}");
  const renamed = await test().call(UpdateResource, { restApiId, resourceId, ...replace("/pathPart", "dogs") }, as);
  expect(renamed).toEqual({ ...pets, pathPart: "dogs", path: "/dogs" });
  expect(await paths(api)).toEqual(["/", "/dogs", "/dogs/sub", "/dogs/sub/{id}"]);
  await test().call(UpdateResource, { restApiId, resourceId: sub, ...replace("/parentId", rootId) }, as);
  expect(await paths(api)).toEqual(["/", "/dogs", "/sub", "/sub/{id}"]);
  await test().call(DeleteResource, { restApiId, resourceId: sub }, as);
  expect(await paths(api)).toEqual(["/", "/dogs"]);
});

it("methods are told in full where they are asked for", async () => {
  const { as, restApiId, rootId: resourceId } = await newRestApi(test());
  await test().call(PutMethod, { restApiId, resourceId, httpMethod: "ANY", authorizationType: "NONE" }, as);
  const plain = await test().call(GetResource, { restApiId, resourceId }, as);
  expect(plain).toEqual({ id: resourceId, path: "/", resourceMethods: { ANY: {} } });
  const full = await test().call(GetResource, { restApiId, resourceId, embed: ["methods"] }, as);
  expect(full.resourceMethods).toEqual({
    ANY: { httpMethod: "ANY", authorizationType: "NONE", apiKeyRequired: false },
  });
});

it("a variable has no variable beside it, and a greedy one nothing under it", async () => {
  const api = await newRestApi(test());
  const greedy = await create(api, api.rootId, "{proxy+}");
  expect(await refusal(create(api, api.rootId, "{dynamic}"))).toBe(
    "BadRequestException: A sibling ({proxy+}) of this resource already has a variable path part -- only one is allowed",
  );
  for (const part of ["child", "{child}"]) {
    expect(await refusal(create(api, greedy, part))).toBe(
      "BadRequestException: Cannot create a child of a resource with a greedy path variable: {proxy+}",
    );
  }
  const parent = await create(api, api.rootId, "parent");
  await create(api, parent, "{child+}");
  expect(await paths(api)).toEqual(["/", "/parent", "/parent/{child+}", "/{proxy+}"]);
});

it("parts of paths are made of few characters", async () => {
  const api = await newRestApi(test());
  for (const part of ["users/", "us{er", "us+er", "{a", "{}"]) {
    expect(await refusal(create(api, api.rootId, part))).toContain(
      "BadRequestException: Resource's path part only allow",
    );
  }
  expect(await refusal(create(api, api.rootId, ""))).toBe(
    "BadRequestException: Resource's path part must be specified",
  );
  for (const part of ["users", "user_09", "good-dog", "a.b", "events:batch"]) await create(api, api.rootId, part);
});

it("what a tree cannot be is refused in AWS's words", async () => {
  const api = await newRestApi(test());
  const { as, restApiId, rootId } = api;
  const pets = await create(api, rootId, "pets");
  const sub = await create(api, pets, "sub");
  const below = await create(api, sub, "pets");
  const update = (resourceId: string, path: string, value: string) =>
    refusal(test().call(UpdateResource, { restApiId, resourceId, ...replace(path, value) }, as));
  const noResource = "NotFoundException: Invalid Resource identifier specified";
  const sameName = "ConflictException: Another resource with the same parent already has this name: pets";
  expect(await refusal(create(api, "fake", "a"))).toBe(noResource);
  expect(await refusal(create(api, rootId, "pets"))).toBe(sameName);
  expect(await update("fake", "/pathPart", "dogs")).toBe(noResource);
  expect(await update(pets, "/parentId", "fake")).toBe(noResource);
  expect(await update(below, "/parentId", rootId)).toBe(sameName);
  expect(await update(pets, "/parentId", sub)).toBe("BadRequestException: Resources cannot be cyclical.");
  expect(await update(rootId, "/pathPart", "a")).toBe("BadRequestException: Root resource cannot update its pathPart.");
  expect(await update(rootId, "/parentId", pets)).toBe(
    "BadRequestException: Root resource cannot update its parentId.",
  );
  expect(await update(pets, "/invalid", "dogs")).toBe(
    "BadRequestException: Invalid patch path  '/invalid' specified for op 'replace'. Must be one of: [/parentId, /pathPart]",
  );
  await test().call(DeleteResource, { restApiId, resourceId: pets }, as);
  expect(await refusal(test().call(DeleteResource, { restApiId, resourceId: below }, as))).toBe(noResource);
});

it("an API has no more than three hundred resources", async () => {
  const api = await newRestApi(test());
  const place = { account: api.as.account, region: "us-east-1" };
  await test().store.change(place, async (rows) => {
    for (let i = 1; i < 299; i += 1) {
      const resource = { id: `many${i}`, parentId: api.rootId, pathPart: `p${i}`, path: `/p${i}` };
      rows.put(resourceRows, resource, api.restApiId, resource.id);
    }
  });
  const made = await Promise.allSettled(["a", "b", "c"].map((part) => create(api, api.rootId, part)));
  expect(made.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected", "rejected"]);
  expect(await refusal(create(api, api.rootId, "d"))).toBe(
    "LimitExceededException: Maximum number of resources for this API has been reached. Please contact AWS if you need additional resources.",
  );
});
