import type { PatchOperation } from "@aws-sdk/client-api-gateway";
import { refusal } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { newRestApi } from "../../testing/new-rest-api.ts";
import { useApigateway } from "../../testing/use-apigateway.ts";
import { DeleteGatewayResponse } from "./DeleteGatewayResponse.ts";
import { GetGatewayResponse } from "./GetGatewayResponse.ts";
import { GetGatewayResponses } from "./GetGatewayResponses.ts";
import { PutGatewayResponse } from "./PutGatewayResponse.ts";
import { UpdateGatewayResponse } from "./UpdateGatewayResponse.ts";

const test = useApigateway();

const responseTemplates = { "application/json": '{"message":$context.error.messageString}' };
const byDefault = { defaultResponse: true, responseParameters: {}, responseTemplates };

it("every API has all gateway responses, which are AWS's until somebody changes them", async () => {
  const { as, restApiId } = await newRestApi(test());
  const { items = [] } = await test().call(GetGatewayResponses, { restApiId }, as);
  expect(items.map(({ responseType, statusCode }) => `${responseType} ${statusCode}`)).toEqual([
    "ACCESS_DENIED 403",
    "API_CONFIGURATION_ERROR 500",
    "AUTHORIZER_CONFIGURATION_ERROR 500",
    "AUTHORIZER_FAILURE 500",
    "BAD_REQUEST_BODY 400",
    "BAD_REQUEST_PARAMETERS 400",
    "DEFAULT_4XX undefined",
    "DEFAULT_5XX undefined",
    "EXPIRED_TOKEN 403",
    "INTEGRATION_FAILURE 504",
    "INTEGRATION_TIMEOUT 504",
    "INVALID_API_KEY 403",
    "INVALID_SIGNATURE 403",
    "MISSING_AUTHENTICATION_TOKEN 403",
    "QUOTA_EXCEEDED 429",
    "REQUEST_TOO_LARGE 413",
    "RESOURCE_NOT_FOUND 404",
    "THROTTLED 429",
    "UNAUTHORIZED 401",
    "UNSUPPORTED_MEDIA_TYPE 415",
    "WAF_FILTERED 403",
  ]);
  expect(items[0]).toEqual({ ...byDefault, responseType: "ACCESS_DENIED", statusCode: "403" });
  expect(items.find(({ responseType }) => responseType === "DEFAULT_4XX")).toEqual({
    ...byDefault,
    responseType: "DEFAULT_4XX",
  });
  const at = { restApiId, responseType: "MISSING_AUTHENTICATION_TOKEN" } as const;
  const put = await test().call(PutGatewayResponse, { ...at, statusCode: "404" }, as);
  expect(put).toEqual({
    defaultResponse: false,
    responseParameters: {},
    responseTemplates,
    responseType: "MISSING_AUTHENTICATION_TOKEN",
    statusCode: "404",
  });
  expect(await test().call(GetGatewayResponse, at, as)).toEqual(put);
  await test().call(DeleteGatewayResponse, at, as);
  expect(await test().call(GetGatewayResponse, at, as)).toEqual({
    ...byDefault,
    responseType: "MISSING_AUTHENTICATION_TOKEN",
    statusCode: "403",
  });
  expect(await refusal(test().call(DeleteGatewayResponse, at, as))).toBe(
    "NotFoundException: Gateway response type not defined on api",
  );
});

it("the general response is that of all of its kind that nobody has changed", async () => {
  const { as, restApiId } = await newRestApi(test());
  const responseParameters = { "gatewayresponse.header.x": "method.request.header.Accept" };
  const general = { statusCode: "599", responseParameters, responseTemplates: { "text/plain": "down" } };
  await test().call(PutGatewayResponse, { restApiId, responseType: "DEFAULT_5XX", ...general }, as);
  await test().call(PutGatewayResponse, { restApiId, responseType: "AUTHORIZER_FAILURE" }, as);
  const { items = [] } = await test().call(GetGatewayResponses, { restApiId }, as);
  const of = (type: string) => items.find(({ responseType }) => responseType === type);
  expect(of("INTEGRATION_TIMEOUT")).toEqual({
    ...general,
    defaultResponse: true,
    responseType: "INTEGRATION_TIMEOUT",
  });
  expect(of("AUTHORIZER_FAILURE")).toMatchObject({ statusCode: "500", responseTemplates, defaultResponse: false });
  expect(of("THROTTLED")).toMatchObject({ statusCode: "429", responseTemplates });
});

it("a gateway response is patched, also where nobody has put it", async () => {
  const { as, restApiId } = await newRestApi(test());
  const at = { restApiId, responseType: "DEFAULT_4XX" } as const;
  const update = (...patchOperations: readonly PatchOperation[]) =>
    test().call(UpdateGatewayResponse, { ...at, patchOperations: [...patchOperations] }, as);
  const patched = await update(
    { op: "replace", path: "/statusCode", value: "444" },
    { op: "add", path: "/responseParameters/gatewayresponse.header.x", value: "'a'" },
    { op: "add", path: "/responseTemplates/application~1xml", value: "<a/>" },
  );
  expect(patched).toEqual({
    defaultResponse: false,
    responseType: "DEFAULT_4XX",
    statusCode: "444",
    responseParameters: { "gatewayresponse.header.x": "'a'" },
    responseTemplates: { ...responseTemplates, "application/xml": "<a/>" },
  });
  expect(await update({ op: "remove", path: "/responseParameters/gatewayresponse.header.x" })).toMatchObject({
    responseParameters: {},
  });
  for (const [operation, words] of [
    [{ op: "add", path: "/statusCode", value: "400" }, "BadRequestException: Invalid patch path /statusCode"],
    [{ op: "remove", path: "/statusCode" }, "BadRequestException: Invalid patch path /statusCode"],
    [{ op: "replace" }, "BadRequestException: Invalid patch path null"],
    [{ op: "replace", path: "/wrongPath", value: "a" }, "BadRequestException: Invalid patch path /wrongPath"],
    [
      { op: "replace", path: "/responseTemplates/application~1json" },
      "BadRequestException: Invalid null or empty value in responseTemplates",
    ],
    [
      { op: "add", path: "/responseParameters/gatewayresponse.header.y", value: "" },
      "BadRequestException: Invalid null or empty value in responseParameters",
    ],
    [
      { op: "replace", path: "/responseParameters/gatewayresponse.header.y", value: "'a'" },
      "NotFoundException: Invalid parameter name specified",
    ],
  ] as const) {
    expect(await refusal(update(operation))).toBe(words);
  }
});

it("gateway responses of no API are missed in AWS's words", async () => {
  const { as } = await newRestApi(test());
  const at = { restApiId: "fake-api-id", responseType: "DEFAULT_4XX" } as const;
  const words = `NotFoundException: Invalid API identifier specified ${as.account}:fake-api-id`;
  expect(await refusal(test().call(GetGatewayResponse, at, as))).toBe(words);
  expect(await refusal(test().call(GetGatewayResponses, at, as))).toBe(words);
  expect(await refusal(test().call(DeleteGatewayResponse, at, as))).toBe(words);
  expect(await refusal(test().call(UpdateGatewayResponse, { ...at, patchOperations: [] }, as))).toBe(words);
});

it("what is changed of all that clients do wrong says nothing of what goes wrong otherwise", async () => {
  const { as, restApiId } = await newRestApi(test());
  const general = { statusCode: "418", responseTemplates: { "text/plain": "no" } };
  await test().call(PutGatewayResponse, { restApiId, responseType: "DEFAULT_4XX", ...general }, as);
  const get = (responseType: "THROTTLED" | "DEFAULT_5XX" | "INTEGRATION_FAILURE") =>
    test().call(GetGatewayResponse, { restApiId, responseType }, as);
  expect(await get("THROTTLED")).toMatchObject({ ...general, defaultResponse: true });
  expect(await get("DEFAULT_5XX")).toEqual({ ...byDefault, responseType: "DEFAULT_5XX" });
  expect(await get("INTEGRATION_FAILURE")).toEqual({
    ...byDefault,
    responseType: "INTEGRATION_FAILURE",
    statusCode: "504",
  });
});
