import type { PatchOperation } from "@aws-sdk/client-api-gateway";
import { refusal } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { authorizerRows } from "../../store/authorizers.ts";
import { newRestApi } from "../../testing/new-rest-api.ts";
import { useApigateway } from "../../testing/use-apigateway.ts";
import { DeleteMethod } from "./DeleteMethod.ts";
import { DeleteMethodResponse } from "./DeleteMethodResponse.ts";
import { GetMethod } from "./GetMethod.ts";
import { GetMethodResponse } from "./GetMethodResponse.ts";
import { PutMethod } from "./PutMethod.ts";
import { PutMethodResponse } from "./PutMethodResponse.ts";
import { TestInvokeMethod } from "./TestInvokeMethod.ts";
import { UpdateMethod } from "./UpdateMethod.ts";
import { UpdateMethodResponse } from "./UpdateMethodResponse.ts";

const test = useApigateway();

/** A method of the root of a new API. */
async function newMethod(input: object = {}) {
  const { as, restApiId, rootId: resourceId } = await newRestApi(test());
  const at = { restApiId, resourceId, httpMethod: "ANY" };
  const method = await test().call(PutMethod, { ...at, authorizationType: "NONE", ...input }, as);
  const update = (...patchOperations: readonly PatchOperation[]) =>
    test().call(UpdateMethod, { ...at, patchOperations: [...patchOperations] }, as);
  return { as, at, method, update };
}

const noMethod = "NotFoundException: Invalid Method identifier specified";
const noResource = "NotFoundException: Invalid Resource identifier specified";
const noAuthorizer =
  "BadRequestException: Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.";

it("a method is put once, told and deleted", async () => {
  const { as, at, method } = await newMethod();
  expect(method).toEqual({ httpMethod: "ANY", authorizationType: "NONE", apiKeyRequired: false });
  expect(await test().call(GetMethod, at, as)).toEqual(method);
  expect(await refusal(test().call(PutMethod, { ...at, authorizationType: "NONE" }, as))).toBe(
    "ConflictException: Method already exists for this resource",
  );
  await test().call(DeleteMethod, at, as);
  expect(await refusal(test().call(GetMethod, at, as))).toBe(noMethod);
  expect(await refusal(test().call(DeleteMethod, at, as))).toBe(noMethod);
});

it("a method is none that nobody has put, whatever JavaScript's objects have", async () => {
  const { as, at } = await newMethod();
  for (const httpMethod of ["constructor", "__proto__", "toString"]) {
    expect(await refusal(test().call(GetMethod, { ...at, httpMethod }, as))).toBe(noMethod);
    expect(await refusal(test().call(DeleteMethod, { ...at, httpMethod }, as))).toBe(noMethod);
    const tested = test().call(TestInvokeMethod, { ...at, httpMethod }, as);
    expect(await refusal(tested)).toBe(noMethod);
  }
});

it("what a method names must be there", async () => {
  const { as, at } = await newMethod();
  const put = (input: object) =>
    refusal(test().call(PutMethod, { ...at, httpMethod: "GET", authorizationType: "NONE", ...input }, as));
  expect(await put({ restApiId: "fake", httpMethod: "WRONG" })).toBe(noResource);
  expect(await put({ resourceId: "fake", httpMethod: "WRONG" })).toBe(noResource);
  expect(await put({ httpMethod: "WRONG" })).toBe(
    "BadRequestException: Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY",
  );
  expect(await put({ authorizationType: "CUSTOM" })).toBe(noAuthorizer);
  expect(await put({ requestValidatorId: "fake" })).toBe(
    "BadRequestException: Invalid Request Validator identifier specified",
  );
  expect(await put({ requestModels: { "application/json": "petModel" } })).toBe(
    "BadRequestException: Invalid model identifier specified: petModel",
  );
  const requestParameters = { "method.request.querystring.a": false, "method.request.header.a": false };
  expect(await put({ requestParameters })).toBe(
    "BadRequestException: Parameter names must be unique across querystring, header and path",
  );
});

it("a method is patched, and loses what is taken from it", async () => {
  const { as, at, update } = await newMethod();
  const place = { account: as.account, region: "us-east-1" };
  const parameter = "/requestParameters/method.request.querystring.optional";
  const added = await update(
    { op: "add", path: parameter, value: "true" },
    { op: "add", path: "/requestModels/application~1json", value: "Empty" },
  );
  expect(added).toMatchObject({
    requestModels: { "application/json": "Empty" },
    requestParameters: { "method.request.querystring.optional": true },
  });
  await test().store.change(place, async (rows) =>
    rows.put(authorizerRows, { id: "abc123", name: "token", type: "TOKEN" }, at.restApiId, "abc123"),
  );
  const replaced = await update(
    { op: "replace", path: "/operationName", value: "Replaced" },
    { op: "replace", path: "/apiKeyRequired", value: "true" },
    { op: "replace", path: parameter, value: "false" },
    { op: "replace", path: "/authorizerId", value: "abc123" },
    { op: "replace", path: "/authorizationType", value: "CUSTOM" },
  );
  expect(replaced).toMatchObject({
    operationName: "Replaced",
    apiKeyRequired: true,
    authorizationType: "CUSTOM",
    authorizerId: "abc123",
    requestParameters: { "method.request.querystring.optional": false },
  });
  const removed = await update(
    { op: "remove", path: parameter, value: "true" },
    { op: "remove", path: "/requestModels/application~1json", value: "Empty" },
  );
  expect(Object.keys(removed).toSorted()).toEqual([
    "apiKeyRequired",
    "authorizationType",
    "authorizerId",
    "httpMethod",
    "operationName",
  ]);
});

it("what may not be patched is refused in AWS's words, and whatever is not true is false", async () => {
  const { as, at, update } = await newMethod({ apiKeyRequired: true });
  const onlyReplace = "BadRequestException: Invalid patch operation specified. Must be one of: [replace]";
  for (const [op, path, value, words] of [
    ["add", "/operationName", "a", onlyReplace],
    ["add", "/requestValidatorId", "a", onlyReplace],
    ["add", "/httpMethod", "PUT", "BadRequestException: Invalid patch path /httpMethod"],
    ["replace", "/requestParameters", "a=b", "BadRequestException: Invalid patch path /requestParameters"],
    [
      "add",
      "/requestModels/application/json",
      "Empty",
      "BadRequestException: Invalid patch path /requestModels/application/json",
    ],
    ["replace", "/authorizationType", "CUSTOM", noAuthorizer],
    ["replace", "/requestValidatorId", "fake", "BadRequestException: Invalid Request Validator identifier specified"],
  ] as const) {
    expect(await refusal(update({ op, path, value }))).toBe(words);
  }
  expect(await update({ op: "replace", path: "/apiKeyRequired", value: "whatever" })).toMatchObject({
    apiKeyRequired: false,
  });
  // An authorizer that nobody asks is forgotten.
  expect(await update({ op: "replace", path: "/authorizerId", value: "abc123" })).not.toHaveProperty("authorizerId");
  const missing = test().call(UpdateMethod, { ...at, httpMethod: "GET", patchOperations: [] }, as);
  expect(await refusal(missing)).toBe(noMethod);
});

it("responses of a method are put once, patched and deleted", async () => {
  const { as, at } = await newMethod();
  const response = { ...at, statusCode: "200" };
  const put = await test().call(PutMethodResponse, { ...response, responseModels: {}, responseParameters: {} }, as);
  expect(put).toEqual({ statusCode: "200", responseModels: {}, responseParameters: {} });
  expect(await refusal(test().call(PutMethodResponse, response, as))).toBe(
    "ConflictException: Response already exists for this resource",
  );
  const update = (...patchOperations: readonly PatchOperation[]) =>
    test().call(UpdateMethodResponse, { ...response, patchOperations: [...patchOperations] }, as);
  const header = "/responseParameters/method.response.header.my-header";
  const updated = await update(
    { op: "add", path: header, value: "true" },
    { op: "add", path: "/responseModels/application~1json", value: "Empty" },
  );
  expect(updated).toEqual({
    statusCode: "200",
    responseModels: { "application/json": "Empty" },
    responseParameters: { "method.response.header.my-header": true },
  });
  expect(await test().call(GetMethodResponse, response, as)).toEqual(updated);
  expect((await test().call(GetMethod, at, as)).methodResponses).toEqual({ "200": updated });
  for (const [op, path, words] of [
    ["remove", "/responseParameters/method.response.header.x", "NotFoundException: Invalid parameter name specified"],
    ["replace", "/responseModels/a~1b", "NotFoundException: Content-Type specified was not found"],
    [
      "add",
      "/wrong/method.response.header.x",
      "BadRequestException: Invalid patch path /wrong/method.response.header.x",
    ],
    ["add", "/responseModels/a~1b", "BadRequestException: Invalid model identifier specified: none"],
  ] as const) {
    expect(await refusal(update({ op, path, value: "none" }))).toBe(words);
  }
  await test().call(DeleteMethodResponse, response, as);
  expect(await refusal(test().call(GetMethodResponse, response, as))).toBe(
    "NotFoundException: Invalid Response status code specified",
  );
  expect(await test().call(GetMethod, at, as)).not.toHaveProperty("methodResponses");
});
