import type { PatchOperation } from "@aws-sdk/client-api-gateway";
import { refusal } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { newRestApi } from "../../testing/new-rest-api.ts";
import { useApigateway } from "../../testing/use-apigateway.ts";
import type { RestOperations } from "../operation.ts";
import { DeleteIntegration } from "./DeleteIntegration.ts";
import { DeleteIntegrationResponse } from "./DeleteIntegrationResponse.ts";
import { GetIntegration } from "./GetIntegration.ts";
import { GetIntegrationResponse } from "./GetIntegrationResponse.ts";
import { GetMethod } from "./GetMethod.ts";
import { PutIntegration } from "./PutIntegration.ts";
import { PutIntegrationResponse } from "./PutIntegrationResponse.ts";
import { PutMethod } from "./PutMethod.ts";
import { PutMethodResponse } from "./PutMethodResponse.ts";
import { UpdateIntegration } from "./UpdateIntegration.ts";
import { UpdateIntegrationResponse } from "./UpdateIntegrationResponse.ts";

const test = useApigateway();

type Asked = Omit<RestOperations["PutIntegration"]["input"], "restApiId" | "resourceId" | "httpMethod">;

/** A method of the root of a new API. */
async function newMethod(requestParameters: Record<string, boolean> = {}) {
  const { as, restApiId, rootId: resourceId } = await newRestApi(test());
  const at = { restApiId, resourceId, httpMethod: "GET" };
  await test().call(PutMethod, { ...at, authorizationType: "NONE", requestParameters }, as);
  const put = (input: Asked) => test().call(PutIntegration, { ...at, ...input }, as);
  const update = (...patchOperations: readonly PatchOperation[]) =>
    test().call(UpdateIntegration, { ...at, patchOperations: [...patchOperations] }, as);
  return { as, at, put, update };
}

const functionUri =
  "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:111111111111:function:MyLambda/invocations";
const objectUri = "arn:aws:apigateway:us-east-1:s3:path/b/k";
const invalid = (words: string) =>
  `BadRequestException: Invalid mapping expression specified: Validation Result: warnings : [], errors : [${words}]`;
const noIntegration = "NotFoundException: Invalid Integration identifier specified";

it("an integration has AWS's defaults, each type its own", async () => {
  const { as, at, put } = await newMethod();
  const defaults = {
    cacheKeyParameters: [],
    cacheNamespace: at.resourceId,
    passthroughBehavior: "WHEN_NO_MATCH",
    timeoutInMillis: 29_000,
  };
  expect(await put({ type: "MOCK", uri: "http://example.com", connectionType: "INTERNET" })).toEqual({
    ...defaults,
    type: "MOCK",
  });
  const called = { ...defaults, httpMethod: "POST", responseTransferMode: "BUFFERED" };
  const http = { type: "HTTP_PROXY", uri: "http://example.com", integrationHttpMethod: "POST" } as const;
  expect(await put(http)).toEqual({
    ...called,
    type: "HTTP_PROXY",
    uri: "http://example.com",
    connectionType: "INTERNET",
  });
  const proxy = await put({ type: "AWS_PROXY", uri: functionUri, integrationHttpMethod: "POST" });
  expect(proxy).toEqual({ ...called, type: "AWS_PROXY", uri: functionUri });
  expect(await test().call(GetIntegration, at, as)).toEqual(proxy);
  expect((await test().call(GetMethod, at, as)).methodIntegration).toEqual(proxy);
});

it("addresses of integrations are what AWS takes", async () => {
  const { as, put } = await newMethod();
  const credentials = `arn:aws:iam::${as.account}:role/r`;
  const noHttpMethod = "BadRequestException: Enumeration value for HttpMethod must be non-empty";
  for (const type of ["HTTP", "HTTP_PROXY", "AWS"] as const) {
    expect(await refusal(put({ type, uri: "http://example.com" }))).toBe(noHttpMethod);
  }
  const refused = async (input: Asked) => await refusal(put({ integrationHttpMethod: "POST", ...input }));
  expect(await refused({ type: "HTTP", uri: "non-valid-http" })).toBe(
    "BadRequestException: Invalid HTTP endpoint specified for URI",
  );
  expect(await refused({ type: "AWS", uri: "non-valid-arn" })).toBe(
    "BadRequestException: Invalid ARN specified in the request",
  );
  expect(await refused({ type: "AWS", uri: "arn:aws:iam::0000000000:role/service-role/asdf" })).toBe(
    "BadRequestException: AWS ARN for integration must contain path or action",
  );
  expect(await refused({ type: "AWS_PROXY", uri: objectUri, credentials })).toBe(
    "BadRequestException: Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations.",
  );
  expect(await refused({ type: "AWS", uri: objectUri })).toBe(
    "BadRequestException: Role ARN must be specified for AWS integrations",
  );
  expect(await refused({ type: "AWS", uri: objectUri, credentials: "arn:aws:iam::999999999999:role/r" })).toBe(
    "AccessDeniedException: Cross-account pass role is not allowed.",
  );
  const integrationHttpMethod = "POST";
  await put({ type: "AWS", uri: functionUri, integrationHttpMethod });
  for (const role of [credentials, "arn:aws:iam::*:user/*"]) {
    await put({ type: "AWS", uri: objectUri, integrationHttpMethod, credentials: role });
  }
  await put({ type: "HTTP", uri: "https://${stageVariables.host}/{proxy}", integrationHttpMethod });
});

it("an integration takes no longer than AWS lets it", async () => {
  const { put } = await newMethod();
  const proxy = { type: "AWS_PROXY", uri: functionUri, integrationHttpMethod: "POST" } as const;
  for (const timeoutInMillis of [49, 29_001]) {
    expect(await refusal(put({ ...proxy, timeoutInMillis }))).toBe(
      "BadRequestException: Timeout should be between 50 ms and 29000 ms",
    );
  }
  const streamed = await put({ ...proxy, timeoutInMillis: 900_000, responseTransferMode: "STREAM" });
  expect(streamed).toMatchObject({ timeoutInMillis: 900_000, responseTransferMode: "STREAM" });
});

it("mappings take what the method has, and what is written as AWS writes it", async () => {
  const { put } = await newMethod({ "method.request.path.petId": true });
  const mapped = (target: string, source: string) =>
    put({ type: "MOCK", requestParameters: { [`integration.request.${target}`]: source } });
  for (const source of [
    "method.request.path.petId",
    "method.request.body",
    "method.request.multivalueheader.a",
    "stageVariables.a",
    "context.requestId",
    "'a text'",
  ]) {
    await mapped("header.a", source);
  }
  expect(await refusal(mapped("header.a", "true"))).toBe(invalid("Invalid mapping expression specified: true"));
  expect(await refusal(mapped("path.a", "method.request.path.other"))).toBe(
    invalid("Invalid mapping expression parameter specified: method.request.path.other"),
  );
  expect(await refusal(mapped("cookie.a", "'a'"))).toBe(
    invalid("Invalid mapping expression specified: integration.request.cookie.a"),
  );
  expect(await refusal(put({ type: "MOCK", requestTemplates: { "123": "" } }))).toBe(
    "BadRequestException: Validation Result: warnings : [], errors : [Invalid content type specified: 123]",
  );
});

it("an integration is patched as Terraform does it", async () => {
  const { put, update } = await newMethod({ "method.request.querystring.q": false });
  await put({ type: "HTTP", uri: "http://example.com", integrationHttpMethod: "GET" });
  const patched = await update(
    { op: "add", path: "/cacheKeyParameters/method.request.querystring.q", value: "" },
    { op: "add", path: "/requestTemplates/application~1json", value: "" },
    { op: "add", path: "/requestParameters/integration.request.header.q", value: "method.request.querystring.q" },
    { op: "replace", path: "/tlsConfig/insecureSkipVerification", value: "true" },
    { op: "replace", path: "/timeoutInMillis", value: "5000" },
    { op: "replace", path: "/contentHandling", value: "CONVERT_TO_TEXT" },
    { op: "replace", path: "/uri", value: "https://example.com" },
  );
  expect(patched).toMatchObject({
    cacheKeyParameters: ["method.request.querystring.q"],
    requestTemplates: { "application/json": "" },
    requestParameters: { "integration.request.header.q": "method.request.querystring.q" },
    tlsConfig: { insecureSkipVerification: true },
    timeoutInMillis: 5000,
    contentHandling: "CONVERT_TO_TEXT",
    uri: "https://example.com",
  });
  const less = await update(
    { op: "remove", path: "/cacheKeyParameters/method.request.querystring.q", value: "" },
    { op: "remove", path: "/requestTemplates/application~1json" },
    { op: "replace", path: "/contentHandling", value: "" },
  );
  expect(less.cacheKeyParameters).toEqual([]);
  expect(less).not.toHaveProperty("requestTemplates");
  expect(less).not.toHaveProperty("contentHandling");
  expect(await refusal(update({ op: "replace", path: "/type", value: "AWS" }))).toBe(
    "BadRequestException: Invalid patch path /type",
  );
  expect(await refusal(update({ op: "replace", path: "/uri", value: "example" }))).toBe(
    "BadRequestException: Invalid HTTP endpoint specified for URI",
  );
  expect(await refusal(update({ op: "remove", path: "/requestTemplates/a~1b" }))).toBe(
    "NotFoundException: Content-Type specified was not found",
  );
});

it("integrations are missed in AWS's words", async () => {
  const { as, at, put } = await newMethod();
  const get = (other: object) => refusal(test().call(GetIntegration, { ...at, ...other }, as));
  const noResource = "NotFoundException: Invalid Resource identifier specified";
  expect(await get({ restApiId: "fake" })).toBe(noResource);
  expect(await get({ resourceId: "fake" })).toBe(noResource);
  expect(await get({ httpMethod: "POST" })).toBe("NotFoundException: Invalid Method identifier specified");
  expect(await get({})).toBe(noIntegration);
  await put({ type: "MOCK" });
  await test().call(DeleteIntegration, at, as);
  expect(await get({})).toBe(noIntegration);
  expect(await refusal(test().call(DeleteIntegration, at, as))).toBe(noIntegration);
});

it("responses of an integration are put, put again, patched and deleted", async () => {
  const { as, at, put } = await newMethod();
  const response = { ...at, statusCode: "200" };
  expect(await refusal(test().call(PutIntegrationResponse, response, as))).toBe(noIntegration);
  await put({ type: "MOCK" });
  const created = { responseTemplates: { "application/json": '"created"' }, selectionPattern: "" };
  const first = await test().call(PutIntegrationResponse, { ...response, ...created }, as);
  expect(first).toEqual({ ...created, statusCode: "200" });
  expect(await test().call(GetIntegrationResponse, response, as)).toEqual(first);
  const patchOperations = [{ op: "replace", path: "/selectionPattern", value: "updated" } as const];
  const updated = await test().call(UpdateIntegrationResponse, { ...response, patchOperations }, as);
  expect(updated).toEqual({ ...first, selectionPattern: "updated" });
  const again = await test().call(PutIntegrationResponse, { ...response, selectionPattern: "again" }, as);
  expect((await test().call(GetIntegration, at, as)).integrationResponses).toEqual({ "200": again });
  const missing = { ...response, httpMethod: "POST" };
  expect(await refusal(test().call(DeleteIntegrationResponse, missing, as))).toBe(noIntegration);
  expect(await refusal(test().call(GetIntegrationResponse, missing, as))).toBe(
    "NotFoundException: Invalid Method identifier specified",
  );
  await test().call(DeleteIntegrationResponse, response, as);
  expect(await refusal(test().call(DeleteIntegrationResponse, response, as))).toBe(
    "NotFoundException: Invalid Response status code specified",
  );
  expect(await test().call(GetIntegration, at, as)).not.toHaveProperty("integrationResponses");
});

it("responses give to headers that the method's response has", async () => {
  const { as, at, put } = await newMethod();
  await put({ type: "MOCK" });
  const response = { ...at, statusCode: "200" };
  const mapped = (header: string, source: string) => {
    const responseParameters = { [`method.response.header.${header}`]: source };
    return test().call(PutIntegrationResponse, { ...response, responseParameters }, as);
  };
  expect(await refusal(mapped("a", "'a'"))).toBe(invalid("No method response exists for method."));
  const responseParameters = { "method.response.header.a": false };
  await test().call(PutMethodResponse, { ...response, responseParameters }, as);
  for (const source of ["'a'", "integration.response.header.b", "integration.response.body.c", "context.requestId"]) {
    await mapped("a", source);
  }
  expect(await refusal(mapped("b", "'a'"))).toBe(
    invalid("Invalid mapping expression parameter specified: method.response.header.b"),
  );
  expect(await refusal(mapped("a", "*"))).toBe(invalid("Invalid mapping expression specified: *"));
});
