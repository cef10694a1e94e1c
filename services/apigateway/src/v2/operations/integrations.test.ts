import type { CreateIntegrationRequest } from "@aws-sdk/client-apigatewayv2";
import { refusal } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { useApigateway } from "../../testing/use-apigateway.ts";
import { addFunction, addRoute, FUNCTION, INVOCATION, newHttpApi, newWebSocketApi } from "../../testing/v2-api.ts";
import { CreateApi } from "./CreateApi.ts";
import { CreateIntegration } from "./CreateIntegration.ts";
import { CreateIntegrationResponse } from "./CreateIntegrationResponse.ts";
import { DeleteIntegration } from "./DeleteIntegration.ts";
import { DeleteIntegrationResponse } from "./DeleteIntegrationResponse.ts";
import { DeleteRoute } from "./DeleteRoute.ts";
import { GetIntegration } from "./GetIntegration.ts";
import { GetIntegrationResponse } from "./GetIntegrationResponse.ts";
import { GetIntegrationResponses } from "./GetIntegrationResponses.ts";
import { GetIntegrations } from "./GetIntegrations.ts";
import { GetRoute } from "./GetRoute.ts";
import { UpdateIntegration } from "./UpdateIntegration.ts";
import { UpdateIntegrationResponse } from "./UpdateIntegrationResponse.ts";

const test = useApigateway();

type Asked = Omit<CreateIntegrationRequest, "ApiId">;

/** How integrations of a new HTTP API are refused. */
async function refuser(of: "HTTP" | "WEBSOCKET"): Promise<(asked: Asked) => Promise<string>> {
  const { ApiId, as } = await (of === "HTTP" ? newHttpApi(test()) : newWebSocketApi(test()));
  return ({ IntegrationType = "AWS_PROXY", ...asked }) =>
    refusal(test().call(CreateIntegration, { ApiId, IntegrationType, ...asked }, as));
}

const SQS = {
  CredentialsArn: "arn:aws:iam::*:user/*",
  IntegrationSubtype: "SQS-SendMessage",
  IntegrationType: "AWS_PROXY",
  PayloadFormatVersion: "1.0",
  RequestParameters: { MessageBody: "$request.body", QueueUrl: "http://localhost:4566/111122223333/orders" },
} as const;

it("an HTTP API calls functions by POST, and waits thirty seconds", async () => {
  const { ApiId, as } = await newHttpApi(test());
  const input = { ApiId, IntegrationType: "AWS_PROXY", IntegrationUri: FUNCTION, PayloadFormatVersion: "2.0" } as const;
  const created = await test().call(CreateIntegration, input, as);
  expect(created).toEqual({
    ConnectionType: "INTERNET",
    IntegrationId: expect.stringMatching(/^[a-z0-9]{7}$/),
    IntegrationMethod: "POST",
    IntegrationType: "AWS_PROXY",
    IntegrationUri: FUNCTION,
    PayloadFormatVersion: "2.0",
    TimeoutInMillis: 30_000,
  });
  const named = { ApiId, IntegrationId: created.IntegrationId ?? "" };
  expect(await test().call(GetIntegration, named, as)).toEqual(created);
  const updated = await test().call(UpdateIntegration, { ...named, TimeoutInMillis: 5000 }, as);
  expect(updated).toEqual({ ...created, TimeoutInMillis: 5000 });
  expect((await test().call(GetIntegrations, { ApiId }, as)).Items).toEqual([updated]);
});

it("an HTTP API has proxies alone, with what each needs", async () => {
  const refused = await refuser("HTTP");
  expect(await refused({ IntegrationType: "MOCK" })).toBe(
    "BadRequestException: Currently, an API with a protocol type of HTTP may only be associated with proxy integrations (AWS_PROXY, HTTP_PROXY)",
  );
  expect(await refused({ IntegrationType: "AWS_PROXY", IntegrationUri: FUNCTION })).toBe(
    "BadRequestException: PayloadFormatVersion is a required parameter for integration",
  );
  const lambda = { IntegrationType: "AWS_PROXY", IntegrationUri: FUNCTION } as const;
  expect(await refused({ ...lambda, PayloadFormatVersion: "3.0" })).toBe(
    "BadRequestException: Unsupported PayloadFormatVersion: 3.0",
  );
  expect(await refused({ ...lambda, IntegrationUri: "orders", PayloadFormatVersion: "2.0" })).toBe(
    "BadRequestException: Invalid integration URI specified",
  );
  const http = { IntegrationType: "HTTP_PROXY", IntegrationUri: "https://example.com" } as const;
  expect(await refused(http)).toBe(
    "BadRequestException: HttpMethod parameter method must be specified for integrationType HTTPPROXY",
  );
  expect(await refused({ ...http, IntegrationMethod: "GET", PayloadFormatVersion: "2.0" })).toBe(
    "BadRequestException: PayloadFormatVersion 2.0 is not supported for integration of type HTTP_PROXY",
  );
  expect(await refused({ ...http, IntegrationMethod: "GET", IntegrationUri: "example.com" })).toBe(
    "BadRequestException: Invalid HTTP endpoint specified for URI",
  );
});

it("what goes through a VPC link names it, and a listener", async () => {
  const refused = await refuser("HTTP");
  const link = { ConnectionType: "VPC_LINK", IntegrationMethod: "ANY", IntegrationType: "HTTP_PROXY" } as const;
  expect(await refused(link)).toBe(
    "BadRequestException: ConnectionId must be set to vpcLinkId for ConnectionType VPC_LINK",
  );
  expect(await refused({ ...link, ConnectionId: "abc123", IntegrationUri: "http://example.com" })).toBe(
    "BadRequestException: For VpcLink VPC_LINK, integration uri should be a valid ELB listener ARN or a valid Cloud Map service ARN.",
  );
});

it("how long is waited has limits", async () => {
  const [http, webSocket] = [await refuser("HTTP"), await refuser("WEBSOCKET")];
  const lambda = { IntegrationUri: INVOCATION, PayloadFormatVersion: "1.0" };
  expect(await http({ ...lambda, IntegrationType: "AWS_PROXY", TimeoutInMillis: 49 })).toBe(
    "BadRequestException: Timeout should be between 50 ms and 30000 ms",
  );
  expect(await webSocket({ ...lambda, IntegrationType: "AWS_PROXY", TimeoutInMillis: 29_001 })).toBe(
    "BadRequestException: Timeout should be between 50 ms and 29000 ms",
  );
});

it("a service is called as a role, with all that it must be told", async () => {
  const refused = await refuser("HTTP");
  expect(await refused({ ...SQS, IntegrationSubtype: "SQS-Send" })).toBe(
    "BadRequestException: Operation: SQS-Send is not supported.",
  );
  expect(await refused({ ...SQS, IntegrationSubtype: "constructor" })).toBe(
    "BadRequestException: Operation: constructor is not supported.",
  );
  expect(await refused({ ...SQS, PayloadFormatVersion: "2.0" })).toBe(
    "BadRequestException: Operation: SQS-SendMessage is not supported.",
  );
  expect(await refused({ ...SQS, CredentialsArn: undefined })).toBe(
    "BadRequestException: Role ARN must be specified for AWS integration configuration with Subtype: SQS-SendMessage",
  );
  const events = {
    ...SQS,
    IntegrationSubtype: "EventBridge-PutEvents",
    RequestParameters: { Detail: "$request.body" },
  };
  expect(await refused(events)).toBe(
    "BadRequestException: Operation: EventBridge-PutEvents requires enabling passthrough, or defining all of the following parameters in the parameter mapping: [Detail, DetailType, Source]",
  );
  const { ApiId, as } = await newHttpApi(test());
  const created = await test().call(CreateIntegration, { ApiId, ...SQS }, as);
  expect(created).toEqual({
    ...SQS,
    ConnectionType: "INTERNET",
    IntegrationId: created.IntegrationId,
    TimeoutInMillis: 30_000,
  });
});

it("what is changed of requests and answers is named in AWS's form", async () => {
  const refused = await refuser("HTTP");
  const lambda = { IntegrationType: "AWS_PROXY", IntegrationUri: FUNCTION, PayloadFormatVersion: "2.0" } as const;
  const report =
    "BadRequestException: Invalid mapping expression specified: Validation Result: warnings : [], errors : ";
  expect(await refused({ ...lambda, RequestParameters: { "badaction:header.x": "1" } })).toBe(
    `${report}[Invalid Request Actioned Parameter destination specified: badaction:header.x]`,
  );
  expect(await refused({ ...lambda, ResponseParameters: { "200": { "badaction:header.x": "1" } } })).toBe(
    `${report}[Invalid Response Actioned Parameter destination specified: badaction:header.x]`,
  );
  expect(await refused({ ...lambda, ResponseParameters: { "199": { "append:header.x": "1" } } })).toBe(
    `${report}[Status Code 199 is not valid.]`,
  );
  for (const name of ["Authorization", "X-Amz-Date", "transfer-encoding", "access-control-allow-origin"]) {
    const words = `${report}[Operations on header ${name.toLowerCase()} are restricted]`;
    const parameters = { [`overwrite:header.${name}`]: "1" };
    expect(await refused({ ...lambda, RequestParameters: parameters })).toBe(words);
    expect(await refused({ ...lambda, ResponseParameters: { "200": parameters } })).toBe(words);
  }
});

it("maps are merged by updates, and what is emptied goes", async () => {
  const { ApiId, as } = await newHttpApi(test());
  const input = {
    ApiId,
    IntegrationMethod: "GET",
    IntegrationType: "HTTP_PROXY",
    IntegrationUri: "https://example.com",
    RequestParameters: { "append:header.a": "1", "append:header.b": "2" },
    ResponseParameters: { "403": { "append:header.c": "3" }, "404": { "overwrite:statuscode": "200" } },
  } as const;
  const { IntegrationId = "" } = await test().call(CreateIntegration, input, as);
  const changes = {
    RequestParameters: { "append:header.a": "", "append:header.d": "4" },
    ResponseParameters: { "403": {} },
  };
  const updated = await test().call(UpdateIntegration, { ApiId, IntegrationId, ...changes }, as);
  expect(updated.RequestParameters).toEqual({ "append:header.b": "2", "append:header.d": "4" });
  expect(updated.ResponseParameters).toEqual({ "404": { "overwrite:statuscode": "200" } });
});

it("an integration that routes lead to stays", async () => {
  const api = await newHttpApi(test());
  const { ApiId, as } = api;
  const RouteId = await addRoute(test(), api, "GET /x");
  const { Target = "" } = await test().call(GetRoute, { ApiId, RouteId }, as);
  const named = { ApiId, IntegrationId: Target.replace("integrations/", "") };
  expect(await refusal(test().call(DeleteIntegration, named, as))).toBe(
    `ConflictException: Cannot delete Integration because it is referenced by the following Routes with Ids: [${RouteId}]`,
  );
  await test().call(DeleteRoute, { ApiId, RouteId }, as);
  await test().call(DeleteIntegration, named, as);
  expect(await refusal(test().call(GetIntegration, named, as))).toBe(
    `NotFoundException: Invalid Integration identifier specified ${named.IntegrationId}`,
  );
});

it("a WebSocket API's integrations have AWS's defaults by their types", async () => {
  const { ApiId, as } = await newWebSocketApi(test());
  const create = (asked: Asked & { IntegrationType: "AWS" | "AWS_PROXY" | "MOCK" }): Promise<object> =>
    test().call(CreateIntegration, { ApiId, ...asked }, as);
  const always = {
    ConnectionType: "INTERNET",
    IntegrationId: expect.any(String),
    PassthroughBehavior: "WHEN_NO_MATCH",
    PayloadFormatVersion: "1.0",
    TimeoutInMillis: 29_000,
  };
  const proxy = { IntegrationType: "AWS_PROXY", IntegrationUri: INVOCATION } as const;
  expect(await create(proxy)).toEqual({ ...always, ...proxy, IntegrationMethod: "POST" });
  const mock = { IntegrationType: "MOCK", RequestTemplates: { "200": '{"statusCode": 200}' } } as const;
  const byStatus = { IntegrationResponseSelectionExpression: "${integration.response.statuscode}" };
  expect(await create(mock)).toEqual({ ...always, ...mock, ...byStatus });
  const custom = { IntegrationType: "AWS", IntegrationUri: INVOCATION } as const;
  const byError = { IntegrationResponseSelectionExpression: "${integration.response.body.errorMessage}" };
  expect(await create(custom)).toEqual({ ...always, ...custom, ...byError, IntegrationMethod: "POST" });
  const refused = await refuser("WEBSOCKET");
  expect(await refused({ ...proxy, PayloadFormatVersion: "2.0" })).toBe(
    "BadRequestException: Unsupported PayloadFormatVersion: 2.0",
  );
});

it("a WebSocket integration has responses, which an HTTP integration has not", async () => {
  const api = await newWebSocketApi(test());
  const { as } = api;
  const named = { ApiId: api.ApiId, IntegrationId: await addFunction(test(), api) };
  const input = { ...named, IntegrationResponseKey: "/4\\d\\d/", ResponseTemplates: { "200": "{}" } };
  const created = await test().call(CreateIntegrationResponse, input, as);
  const response = { ...named, IntegrationResponseId: created.IntegrationResponseId ?? "" };
  expect(created).toEqual({
    IntegrationResponseId: expect.any(String),
    IntegrationResponseKey: "/4\\d\\d/",
    ResponseTemplates: { "200": "{}" },
  });
  const again = test().call(CreateIntegrationResponse, input, as);
  expect(await refusal(again)).toContain("ConflictException");
  const update = { ...response, ContentHandlingStrategy: "CONVERT_TO_TEXT" } as const;
  await test().call(UpdateIntegrationResponse, update, as);
  const kept = await test().call(GetIntegrationResponse, response, as);
  expect(kept).toEqual({ ...created, ContentHandlingStrategy: "CONVERT_TO_TEXT" });
  expect((await test().call(GetIntegrationResponses, named, as)).Items).toEqual([kept]);
  await test().call(DeleteIntegrationResponse, response, as);
  expect((await test().call(GetIntegrationResponses, named, as)).Items).toEqual([]);
  const http = await newHttpApi(test());
  const ofHttp = {
    ApiId: http.ApiId,
    IntegrationId: await addFunction(test(), http),
    IntegrationResponseKey: "$default",
  };
  expect(await refusal(test().call(CreateIntegrationResponse, ofHttp, http.as))).toBe(
    "BadRequestException: IntegrationResponses are currently not supported for this API protocol type.",
  );
});

it("a role of another account is not passed, neither to integrations nor by a quick create", async () => {
  const refused = "AccessDeniedException: Cross-account pass role is not allowed.";
  const foreign = { CredentialsArn: "arn:aws:iam::999999999999:role/gateway" };
  expect(await (await refuser("HTTP"))({ ...SQS, ...foreign })).toBe(refused);
  const { ApiId, as } = await newHttpApi(test());
  const own = { ...SQS, CredentialsArn: `arn:aws:iam::${as.account}:role/gateway` };
  const { IntegrationId = "" } = await test().call(CreateIntegration, { ApiId, ...own }, as);
  expect(await refusal(test().call(UpdateIntegration, { ApiId, IntegrationId, ...foreign }, as))).toBe(refused);
  const quick = { Name: "quick", ProtocolType: "HTTP", Target: FUNCTION, ...foreign } as const;
  expect(await refusal(test().call(CreateApi, quick, as))).toBe(refused);
});
