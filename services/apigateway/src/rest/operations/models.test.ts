import { refusal } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { newRestApi, type TestRestApi } from "../../testing/new-rest-api.ts";
import { useApigateway } from "../../testing/use-apigateway.ts";
import { CreateModel } from "./CreateModel.ts";
import { DeleteMethod } from "./DeleteMethod.ts";
import { DeleteModel } from "./DeleteModel.ts";
import { GetModel } from "./GetModel.ts";
import { GetModels } from "./GetModels.ts";
import { GetModelTemplate } from "./GetModelTemplate.ts";
import { PutMethod } from "./PutMethod.ts";
import { UpdateModel } from "./UpdateModel.ts";

const test = useApigateway();

const create = ({ as, restApiId }: TestRestApi, name: string, schema?: object) => {
  const json = schema === undefined ? {} : { schema: JSON.stringify(schema) };
  return test().call(CreateModel, { restApiId, name, contentType: "application/json", description: "", ...json }, as);
};

it("a model is made, told beside AWS's own, changed and deleted", async () => {
  const api = await newRestApi(test());
  const { as, restApiId } = api;
  const model = await create(api, "MySchema", { type: "object" });
  expect(model).toEqual({
    id: expect.stringMatching(/^[a-z0-9]{6}$/),
    name: "MySchema",
    contentType: "application/json",
    schema: '{"type":"object"}',
  });
  expect(await test().call(GetModel, { restApiId, modelName: "MySchema" }, as)).toEqual(model);
  const { items = [] } = await test().call(GetModels, { restApiId }, as);
  expect(items.map(({ name, description }) => [name, description])).toEqual([
    ["Empty", "This is a default empty schema model"],
    ["Error", "This is a default error schema model"],
    ["MySchema", undefined],
  ]);
  const patchOperations = [
    { op: "replace", path: "/schema", value: '{"title":"Updated"}' } as const,
    { op: "replace", path: "/description", value: "" } as const,
  ];
  const updated = await test().call(UpdateModel, { restApiId, modelName: "MySchema", patchOperations }, as);
  expect(updated).toEqual({ ...model, schema: '{"title":"Updated"}' });
  await test().call(DeleteModel, { restApiId, modelName: "MySchema" }, as);
  expect(await refusal(test().call(GetModel, { restApiId, modelName: "MySchema" }, as))).toBe(
    "NotFoundException: Invalid model name specified: MySchema",
  );
});

it("what cannot be a model is refused in AWS's words", async () => {
  const api = await newRestApi(test());
  const { as, restApiId } = api;
  const noSchema = "BadRequestException: Model schema must have at least 1 property or array items defined";
  expect(await refusal(create({ ...api, restApiId: "abcde0" }, "MySchema", {}))).toBe(
    `NotFoundException: Invalid API identifier specified ${as.account}:abcde0`,
  );
  expect(await refusal(create(api, "", {}))).toBe("BadRequestException: Model name must be non-empty");
  expect(await refusal(create(api, "MyEmptySchema"))).toBe(noSchema);
  expect(await refusal(create(api, "Empty", {}))).toBe(
    "ConflictException: Model name already exists for this REST API",
  );
  const update = (op: "add" | "replace", path: string) =>
    refusal(
      test().call(UpdateModel, { restApiId, modelName: "Empty", patchOperations: [{ op, path, value: "" }] }, as),
    );
  expect(await update("replace", "/schema")).toBe(noSchema);
  expect(await update("add", "/wrong-path")).toBe(
    "BadRequestException: Invalid patch path  '/wrong-path' specified for op 'add'. Please choose supported operations",
  );
  expect(await update("replace", "/name")).toBe(
    "BadRequestException: Invalid patch path  '/name' specified for op 'replace'. Must be one of: [/description, /schema]",
  );
});

it("a model stays as long as a method names it", async () => {
  const api = await newRestApi(test());
  const { as, restApiId, rootId: resourceId } = api;
  await create(api, "MySchema", {});
  const at = { restApiId, resourceId, httpMethod: "ANY" };
  const requestModels = { "application/json": "MySchema" };
  await test().call(PutMethod, { ...at, authorizationType: "NONE", requestModels }, as);
  const remove = () => test().call(DeleteModel, { restApiId, modelName: "MySchema" }, as);
  expect(await refusal(remove())).toBe(
    "ConflictException: Cannot delete model 'MySchema', is referenced in method request: //ANY",
  );
  await test().call(DeleteMethod, at, as);
  await remove();
});

it("of a method and the deletion of the model that it names, one comes first", async () => {
  const api = await newRestApi(test());
  const { as, restApiId, rootId: resourceId } = api;
  for (let i = 0; i < 5; i += 1) {
    await create(api, `Model${i}`, {});
    const at = { restApiId, resourceId, httpMethod: "GET", authorizationType: "NONE" };
    const requestModels = { "application/json": `Model${i}` };
    const both = await Promise.allSettled([
      test().call(PutMethod, { ...at, requestModels }, as),
      test().call(DeleteModel, { restApiId, modelName: `Model${i}` }, as),
    ]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    if (both[0].status === "fulfilled") await test().call(DeleteMethod, at, as);
  }
});

it("a flattened model holds those that it refers to", async () => {
  const api = await newRestApi(test());
  const { as, restApiId } = api;
  const url = (name: string) => `https://apigateway.amazonaws.com/restapis/${restApiId}/models/${name}`;
  await create(api, "Owner", { type: "object", properties: { pets: { type: "array", items: { $ref: url("Pet") } } } });
  await create(api, "Pet", {
    type: "object",
    properties: { name: { type: "string" }, age: { type: "integer" }, owner: { $ref: url("Owner") } },
  });
  const at = { restApiId, modelName: "Pet" };
  const plain = await test().call(GetModel, at, as);
  expect(plain.schema).toContain(url("Owner"));
  const flat = await test().call(GetModel, { ...at, flatten: true }, as);
  const owner = { type: "object", properties: { pets: { type: "array", items: { $ref: "#/definitions/Pet" } } } };
  expect(JSON.parse(flat.schema ?? "")).toMatchObject({
    properties: { owner: { $ref: "#/definitions/Owner" } },
    definitions: { Owner: owner },
  });
  const { value } = await test().call(GetModelTemplate, at, as);
  expect(value).toBe(
    [
      "#set($inputRoot = $input.path('$'))",
      "{",
      '  "name" : "foo",',
      '  "age" : 42,',
      '  "owner" : {',
      '    "pets" : [',
      "##TODO: Update this foreach loop to reference array from input json",
      "#foreach($elem in $inputRoot.owner.pets)",
      "      {",
      '        "name" : "foo",',
      '        "age" : 42,',
      '        "owner" : { }',
      "      }#if($foreach.hasNext),#end",
      "#end",
      "    ]",
      "  }",
      "}",
    ].join("\n"),
  );
});

it("a template is made of whatever somebody took for a schema", async () => {
  const api = await newRestApi(test());
  const { as, restApiId } = api;
  const templateOf = async (modelName: string): Promise<string> =>
    (await test().call(GetModelTemplate, { restApiId, modelName }, as)).value ?? "";
  await create(api, "Odd", { properties: { none: null, text: "x", kind: { type: "constructor" }, one: { $ref: 1 } } });
  expect(await templateOf("Odd")).toContain('"kind" : { }');
  await create(api, "Lost", { properties: { one: { $ref: "#/definitions/constructor" } } });
  expect(await templateOf("Lost")).toContain('"one" : { }');
  const xml = { restApiId, name: "Xml", schema: "<xs:schema/>", contentType: "application/xml" };
  await test().call(CreateModel, xml, as);
  await create(api, "OfXml", { $ref: `https://apigateway.amazonaws.com/restapis/${restApiId}/models/Xml` });
  expect(await templateOf("Xml")).toContain("{ }");
  expect(await templateOf("OfXml")).toContain("{ }");
});

const twice = (next: number) => ({
  properties: { a: { $ref: `#/definitions/D${next}` }, b: { $ref: `#/definitions/D${next}` } },
});

it("a template of definitions that double each other comes to an end", async () => {
  const api = await newRestApi(test());
  const definitions = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`D${index}`, twice(index + 1)]));
  await create(api, "Doubled", { ...twice(0), definitions });
  const at = { restApiId: api.restApiId, modelName: "Doubled" };
  const { value = "" } = await test().call(GetModelTemplate, at, api.as);
  expect(value.length).toBeLessThan(10_000_000);
});
