import { describe, expect, it, test } from "vitest";
import type { RestSnapshot, StoredResource } from "../../domain/rest/snapshot.ts";
import type { Invalid } from "./validation.ts";
import { validationOf } from "./validation-of.ts";

type Given = {
  readonly models?: Readonly<Record<string, object>>;
  readonly requestModels?: Readonly<Record<string, string>>;
  readonly requestParameters?: Readonly<Record<string, boolean>>;
  readonly validator?: { readonly validateRequestBody?: boolean; readonly validateRequestParameters?: boolean };
};

type Sent = {
  readonly body?: string;
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, readonly string[]>>;
  readonly header?: Readonly<Record<string, readonly string[]>>;
};

function validated(given: Given, { body = "", header = {}, path = {}, query = {} }: Sent): Invalid | undefined {
  const {
    models = {},
    requestModels,
    requestParameters,
    validator = { validateRequestBody: true, validateRequestParameters: true },
  } = given;
  const method = {
    requestValidatorId: "v",
    requestModels: { ...requestModels },
    requestParameters: { ...requestParameters },
  };
  const resource: StoredResource = { id: "r", path: "/", resourceMethods: { POST: method } };
  const snapshot: RestSnapshot = {
    api: { id: "a", rootResourceId: "r" },
    resources: [resource],
    models: Object.entries(models).map(([name, schema]) => ({ id: name, name, schema: JSON.stringify(schema) })),
    requestValidators: [{ id: "v", ...validator }],
    authorizers: [],
    gatewayResponses: [],
  };
  return validationOf({ snapshot, resource, method: "POST" })?.({
    path,
    querystring: new Map(Object.entries(query)),
    header: new Map(Object.entries(header)),
    body: Buffer.from(body),
  });
}

const ofSchema = (schema: object, body: unknown): string | undefined =>
  validated({ models: { Pet: schema }, requestModels: { "application/json": "Pet" } }, { body: JSON.stringify(body) })
    ?.validationErrorString;

describe("required parameters", () => {
  const requestParameters = {
    "method.request.querystring.q": true,
    "method.request.header.X-Head": true,
    "method.request.path.id": true,
    "method.request.querystring.free": false,
  };

  it("that are missing are told", () => {
    expect(validated({ requestParameters }, { path: { id: "1" } })).toMatchObject({
      type: "BAD_REQUEST_PARAMETERS",
      message: "Missing required request parameters: [X-Head, q]",
    });
  });

  it("must not be empty", () => {
    const sent = { path: { id: "1" }, query: { q: [""] }, header: { "x-head": ["h"] } };
    expect(validated({ requestParameters }, sent)?.message).toBe("Missing required request parameters: [q]");
  });

  it("that are there are enough", () => {
    expect(
      validated({ requestParameters }, { path: { id: "1" }, query: { q: ["x"] }, header: { "x-head": ["h"] } }),
    ).toBeUndefined();
  });

  it("are not asked for by a validator of bodies", () => {
    expect(validated({ requestParameters, validator: { validateRequestBody: true } }, {})).toBeUndefined();
  });
});

describe("bodies", () => {
  const Pet = { type: "object", required: ["name"], properties: { name: { type: "string" } } };
  const given = { models: { Pet }, requestModels: { "application/json": "Pet" } };

  test.each([
    ["is missing something", {}, { body: "{}" }],
    ["is missing, which is an empty object", {}, {}],
    ["is no JSON", {}, { body: "name" }],
    ["says so with a charset", {}, { body: "{}", header: { "content-type": ["application/json; charset=utf-8"] } }],
  ])("one that %s is refused", (_, more, sent) => {
    expect(validated({ ...given, ...more }, sent)).toMatchObject({
      type: "BAD_REQUEST_BODY",
      message: "Invalid request body",
    });
  });

  it("of a content type that no model is for are taken", () => {
    expect(validated(given, { body: "x", header: { "content-type": ["text/plain"] } })).toBeUndefined();
  });

  it("of any content type have the model $default", () => {
    const sent = { body: "{}", header: { "content-type": ["text/plain"] } };
    expect(validated({ ...given, requestModels: { $default: "Pet" } }, sent)?.type).toBe("BAD_REQUEST_BODY");
  });

  it("are not looked at by a validator of parameters", () => {
    expect(validated({ ...given, validator: { validateRequestParameters: true } }, { body: "{}" })).toBeUndefined();
  });

  it("parameters are told first", () => {
    const requestParameters = { "method.request.querystring.q": true };
    expect(validated({ ...given, requestParameters }, { body: "{}" })?.type).toBe("BAD_REQUEST_PARAMETERS");
  });
});

describe("what is wrong, in AWS's words", () => {
  test.each<[string, object, unknown, string]>([
    ["missing properties", { required: ["b", "a"] }, {}, '[object has missing required properties (["a","b"])]'],
    [
      "a type",
      { properties: { n: { type: "number" } } },
      { n: "1" },
      '[instance type (string) does not match any allowed primitive type (allowed: ["integer","number"])]',
    ],
    [
      "an integer's type",
      { type: "integer" },
      1.5,
      '[instance type (number) does not match any allowed primitive type (allowed: ["integer"])]',
    ],
    [
      "other properties",
      { properties: {}, additionalProperties: false },
      { z: 1, y: 2 },
      '[object instance has properties which are not allowed by the schema: ["y","z"]]',
    ],
    ["an enum", { enum: ["a", "b"] }, "c", '[instance value ("c") not found in enum (possible values: ["a","b"])]'],
    ["a maximum", { maximum: 5 }, 6, "[numeric instance is greater than the required maximum (maximum: 5, found: 6)]"],
    ["a minimum", { minimum: 5 }, 4, "[numeric instance is lower than the required minimum (minimum: 5, found: 4)]"],
    [
      "a strict minimum",
      { minimum: 5, exclusiveMinimum: true },
      5,
      "[numeric instance is not strictly greater than the required minimum 5]",
    ],
    ["a length", { maxLength: 2 }, "abc", '[string "abc" is too long (length: 3, maximum allowed: 2)]'],
    ["a short one", { minLength: 2 }, "a", '[string "a" is too short (length: 1, required minimum: 2)]'],
    ["a pattern", { pattern: "^a$" }, "b", '[ECMA 262 regex "^a$" does not match input string "b"]'],
    [
      "a long list",
      { maxItems: 1 },
      [1, 2],
      "[array is too long: must have at most 1 elements but instance has 2 elements]",
    ],
    ["duplicates", { uniqueItems: true }, [1, 1], "[array must not contain duplicate elements]"],
    [
      "anyOf",
      { anyOf: [{ type: "string" }, { type: "null" }] },
      1,
      "[instance failed to match at least one required schema among 2]",
    ],
    [
      "two at once",
      { required: ["a"], properties: { b: { maximum: 1 } } },
      { b: 2 },
      '[object has missing required properties (["a"]), numeric instance is greater than the required maximum (maximum: 1, found: 2)]',
    ],
  ])("%s", (_, ...[schema, body, expected]) => {
    expect(ofSchema(schema, body)).toBe(expected);
  });
});

const url = (name: string): string => `https://apigateway.amazonaws.com/restapis/a1b2c3d4e5/models/${name}`;

describe("models", () => {
  const models = {
    Pets: { type: "array", items: { $ref: url("Pet") } },
    Pet: {
      id: "urn:x",
      $schema: "http://json-schema.org/draft-04/schema#",
      required: ["name"],
      properties: { friend: { $ref: url("Pet") } },
    },
  };
  const requestModels = { "application/json": "Pets" };

  it("refer to each other, and to themselves", () => {
    expect(validated({ models, requestModels }, { body: '[{"name":"a","friend":{"name":"b"}}]' })).toBeUndefined();
    expect(validated({ models, requestModels }, { body: '[{"name":"a","friend":{}}]' })?.type).toBe("BAD_REQUEST_BODY");
  });

  it("that refer to what is not there take nothing", () => {
    expect(validated({ models: { Pets: { $ref: url("None") } }, requestModels }, { body: "{}" })?.type).toBe(
      "BAD_REQUEST_BODY",
    );
  });
});

describe("hostile schemas end", () => {
  test.each<[string, object, unknown]>([
    ["a pattern that backtracks", { pattern: "^(a+)+$" }, `${"a".repeat(60)}b`],
    ["a schema that is only itself", { $ref: "#" }, {}],
    [
      "choices that double at each level",
      {
        anyOf: [
          { properties: { a: { $ref: "#" } }, required: ["z"] },
          { properties: { a: { $ref: "#" } }, required: ["y"] },
        ],
      },
      nest(60),
    ],
    [
      "objects that are compared with each other",
      { uniqueItems: true },
      Array.from({ length: 20_000 }, (_, index) => ({ index, twin: [1, 2, 3] })).concat({ index: 0, twin: [1, 2, 3] }),
    ],
  ])("%s", (_, schema, body) => {
    expect(ofSchema(schema, body)).toBeDefined();
  });

  it("names of JavaScript's are names like others", () => {
    expect(
      ofSchema({ properties: { constructor: { type: "string" } }, required: ["__proto__"] }, { constructor: 1 }),
    ).toContain("__proto__");
  });
});

function nest(depth: number): unknown {
  return depth === 0 ? {} : { a: nest(depth - 1) };
}
