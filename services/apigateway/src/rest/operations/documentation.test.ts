import type { PatchOperation } from "@aws-sdk/client-api-gateway";
import { refusal } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { deploy, deployableApi } from "../../testing/deployable-api.ts";
import { useApigateway } from "../../testing/use-apigateway.ts";
import type { RestOperations } from "../operation.ts";
import { CreateDocumentationPart } from "./CreateDocumentationPart.ts";
import { CreateDocumentationVersion } from "./CreateDocumentationVersion.ts";
import { DeleteDocumentationPart } from "./DeleteDocumentationPart.ts";
import { DeleteDocumentationVersion } from "./DeleteDocumentationVersion.ts";
import { GetDocumentationPart } from "./GetDocumentationPart.ts";
import { GetDocumentationParts } from "./GetDocumentationParts.ts";
import { GetDocumentationVersion } from "./GetDocumentationVersion.ts";
import { GetDocumentationVersions } from "./GetDocumentationVersions.ts";
import { GetStage } from "./GetStage.ts";
import { ImportDocumentationParts } from "./ImportDocumentationParts.ts";
import { UpdateDocumentationPart } from "./UpdateDocumentationPart.ts";
import { UpdateDocumentationVersion } from "./UpdateDocumentationVersion.ts";

const test = useApigateway();

const PROPERTIES = '{ "description": "Sample API description" }';

type Location = RestOperations["CreateDocumentationPart"]["input"]["location"];

/** An API, and how parts of its documentation are written. */
async function newApi() {
  const { restApiId } = await deployableApi(test());
  const write = (location: Location, properties = PROPERTIES) =>
    test().call(CreateDocumentationPart, { restApiId, location, properties });
  return { restApiId, write };
}

it("a part is written, read, changed and deleted", async () => {
  const { call } = test();
  const { restApiId, write } = await newApi();
  const part = await write({ type: "API" });
  expect(part).toEqual({
    id: expect.stringMatching(/^[a-z0-9]{6}$/),
    location: { type: "API" },
    properties: PROPERTIES,
  });
  const of = { restApiId, documentationPartId: part.id ?? "" };
  const patch = (operation: PatchOperation) => call(UpdateDocumentationPart, { ...of, patchOperations: [operation] });
  const changed = await patch({ op: "replace", path: "/properties", value: '{"description":"new"}' });
  expect(changed).toEqual({ ...part, properties: '{"description":"new"}' });
  expect(await call(GetDocumentationPart, of)).toEqual(changed);
  expect(await refusal(patch({ op: "add", path: "/properties", value: "{}" }))).toBe(
    "BadRequestException: Invalid patch path  '/properties' specified for op 'add'. Please choose supported operations",
  );
  expect(await refusal(patch({ op: "replace", path: "/invalidPath", value: "{}" }))).toBe(
    "BadRequestException: Invalid patch path  '/invalidPath' specified for op 'replace'. Must be one of: [/properties]",
  );
  await call(DeleteDocumentationPart, of);
  expect(await refusal(call(DeleteDocumentationPart, of))).toBe(
    "NotFoundException: Invalid Documentation part identifier specified",
  );
  expect(await refusal(call(GetDocumentationPart, { ...of, restApiId: "api_id" }))).toBe(
    "NotFoundException: Invalid API identifier specified 111122223333:api_id",
  );
});

it("there is one part for each location, and its properties are JSON", async () => {
  const { write } = await newApi();
  const location = { type: "METHOD", path: "/pets", method: "GET" } as const;
  await write(location);
  await write({ ...location, method: "POST" });
  expect(await refusal(write(location))).toContain("ConflictException");
  expect(await refusal(write({ type: "API" }, "no JSON"))).toContain("BadRequestException");
});

it("parts are listed by type, path and the beginning of their name", async () => {
  const { call } = test();
  const { restApiId, write } = await newApi();
  await write({ type: "API" });
  await write({ type: "METHOD", path: "/pets", method: "GET" });
  await write({ type: "MODEL", name: "Pets" });
  const types = async (input: object): Promise<unknown> => {
    const { items = [] } = await call(GetDocumentationParts, { restApiId, ...input });
    return items.map(({ location }) => String(location?.type)).toSorted();
  };
  expect(await types({})).toEqual(["API", "METHOD", "MODEL"]);
  expect(await types({ type: "API" })).toEqual(["API"]);
  expect(await types({ path: "/pets" })).toEqual(["METHOD"]);
  expect(await types({ nameQuery: "Pe" })).toEqual(["MODEL"]);
});

it("the documentation of an OpenAPI file is merged with what there is, or takes its place", async () => {
  const { call } = test();
  const { restApiId, write } = await newApi();
  const api = await write({ type: "API" });
  await write({ type: "MODEL", name: "Pets" });
  const file = JSON.stringify({
    openapi: "3.0.1",
    "x-amazon-apigateway-documentation": {
      version: "1.0",
      documentationParts: [
        { location: { type: "API" }, properties: { description: "from a file" } },
        {
          location: { type: "RESPONSE", path: "/", method: "GET", statusCode: 200 },
          properties: { description: "ok" },
        },
      ],
    },
  });
  const parts = async () => (await call(GetDocumentationParts, { restApiId })).items ?? [];
  const merged = await call(ImportDocumentationParts, { restApiId, body: Buffer.from(file) });
  expect(merged).toEqual({ ids: [api.id, expect.any(String)], warnings: [] });
  expect(await parts()).toHaveLength(3);
  await call(ImportDocumentationParts, { restApiId, mode: "overwrite", body: Buffer.from(file) });
  const overwritten = (await parts()).map(({ location, properties }) => ({ location, properties }));
  expect(overwritten).toHaveLength(2);
  expect(overwritten).toContainEqual({ location: { type: "API" }, properties: '{"description":"from a file"}' });
  expect(overwritten).toContainEqual({
    location: { type: "RESPONSE", path: "/", method: "GET", statusCode: "200" },
    properties: '{"description":"ok"}',
  });
});

it("a version is made of the parts as they are, and may be a stage's", async () => {
  const { call } = test();
  const { restApiId, write } = await newApi();
  await deploy(test(), restApiId, "prod");
  await write({ type: "API" });
  const of = { restApiId, documentationVersion: "1.0" };
  const version = await call(CreateDocumentationVersion, { ...of, stageName: "prod", description: "first" });
  expect(version).toEqual({ version: "1.0", description: "first", createdDate: expect.any(Date) });
  expect(await call(GetStage, { restApiId, stageName: "prod" })).toMatchObject({ documentationVersion: "1.0" });
  expect(await refusal(call(CreateDocumentationVersion, of))).toContain("ConflictException");
  const description = { op: "replace", path: "/description", value: "changed" } as const;
  await call(UpdateDocumentationVersion, { ...of, patchOperations: [description] });
  expect(await call(GetDocumentationVersion, of)).toEqual({ ...version, description: "changed" });
  expect(await call(GetDocumentationVersions, { restApiId })).toEqual({
    items: [{ ...version, description: "changed" }],
  });
  await call(DeleteDocumentationVersion, of);
  expect(await refusal(call(GetDocumentationVersion, of))).toContain("NotFoundException");
});
