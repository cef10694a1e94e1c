import { refusal, uniqueAccount } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { useApigateway } from "../../testing/use-apigateway.ts";
import { addRoute, newHttpApi, newWebSocketApi } from "../../testing/v2-api.ts";
import { CreateApi } from "./CreateApi.ts";
import { CreateStage } from "./CreateStage.ts";
import { DeleteApi } from "./DeleteApi.ts";
import { DeleteCorsConfiguration } from "./DeleteCorsConfiguration.ts";
import { GetApi } from "./GetApi.ts";
import { GetApis } from "./GetApis.ts";
import { GetRoutes } from "./GetRoutes.ts";
import { UpdateApi } from "./UpdateApi.ts";

const test = useApigateway();

it("an HTTP API has AWS's defaults, and an address below the host that the client knows", async () => {
  const as = { account: uniqueAccount() };
  const created = await test().call(CreateApi, { Name: "orders", ProtocolType: "HTTP" }, as);
  expect(created).toEqual({
    ApiEndpoint: `http://${created.ApiId}.execute-api.localhost:4566`,
    ApiId: expect.stringMatching(/^[a-z0-9]{10}$/),
    ApiKeySelectionExpression: "$request.header.x-api-key",
    CreatedDate: expect.any(Date),
    DisableExecuteApiEndpoint: false,
    IpAddressType: "ipv4",
    Name: "orders",
    ProtocolType: "HTTP",
    RouteSelectionExpression: "$request.method $request.path",
    Tags: {},
  });
  expect(await test().call(GetApi, { ApiId: created.ApiId ?? "" }, as)).toEqual(created);
});

it("a WebSocket API says by what its messages are routed, and is reached by ws", async () => {
  const { ApiId, as } = await newWebSocketApi(test());
  const api = await test().call(GetApi, { ApiId }, as);
  expect(api).toMatchObject({
    ApiEndpoint: `ws://${ApiId}.execute-api.localhost:4566`,
    ProtocolType: "WEBSOCKET",
    RouteSelectionExpression: "$request.body.action",
  });
  const create = (more: object): Promise<string> =>
    refusal(test().call(CreateApi, { Name: "chat", ProtocolType: "WEBSOCKET", ...more }, as));
  expect(await create({})).toBe("BadRequestException: Invalid routeSelectionExpression");
  const cors = { RouteSelectionExpression: "$request.body.action", CorsConfiguration: { AllowOrigins: ["*"] } };
  expect(await create(cors)).toBe("BadRequestException: Cors is not supported for WEBSOCKET protocolType");
});

it("an HTTP API routes by method and path alone, in either spelling", async () => {
  const as = { account: uniqueAccount() };
  const create = (RouteSelectionExpression: string): Promise<{ RouteSelectionExpression?: string | undefined }> =>
    test().call(CreateApi, { Name: "orders", ProtocolType: "HTTP", RouteSelectionExpression }, as);
  const spelt = "${request.method} ${request.path}";
  expect((await create(spelt)).RouteSelectionExpression).toBe(spelt);
  expect(await refusal(create("$request.body.action"))).toBe(
    'BadRequestException: Route selection expression is currently limited to "${request.method} ${request.path}"',
  );
});

it("an update changes what it names, and what is absent stays", async () => {
  const { ApiId, as } = await newHttpApi(test());
  const CorsConfiguration = { AllowMethods: ["GET"], AllowOrigins: ["https://example.com"], MaxAge: 300 };
  await test().call(UpdateApi, { ApiId, CorsConfiguration, Description: "first" }, as);
  const updated = await test().call(UpdateApi, { ApiId, Name: "renamed" }, as);
  expect(updated).toMatchObject({ CorsConfiguration, Description: "first", Name: "renamed" });
  await test().call(DeleteCorsConfiguration, { ApiId }, as);
  expect(await test().call(GetApi, { ApiId }, as)).not.toHaveProperty("CorsConfiguration");
});

it("credentials for every origin, and what is no origin, are refused", async () => {
  const { ApiId, as } = await newHttpApi(test());
  const update = (CorsConfiguration: object): Promise<string> =>
    refusal(test().call(UpdateApi, { ApiId, CorsConfiguration }, as));
  expect(await update({ AllowCredentials: true, AllowOrigins: ["*"] })).toBe(
    "BadRequestException: allow-credentials is not supported if 'allow-origin' is *",
  );
  expect(await update({ AllowOrigins: ["example.com"] })).toContain("BadRequestException: Invalid format for origin");
  expect(await update({ AllowMethods: ["FETCH"] })).toContain("BadRequestException: Invalid method");
});

it("an API without a name is refused", async () => {
  const as = { account: uniqueAccount() };
  expect(await refusal(test().call(CreateApi, { Name: "", ProtocolType: "HTTP" }, as))).toBe(
    "BadRequestException: Invalid API name specified",
  );
});

it("APIs are listed a page at a time, and only those of the account", async () => {
  const as = { account: uniqueAccount() };
  const ids: string[] = [];
  for (const Name of ["one", "two", "three"]) {
    const { ApiId = "" } = await test().call(CreateApi, { Name, ProtocolType: "HTTP" }, as);
    ids.push(ApiId);
  }
  await newHttpApi(test());
  const first = await test().call(GetApis, { MaxResults: "2" }, as);
  const rest = await test().call(GetApis, { MaxResults: "2", NextToken: first.NextToken }, as);
  expect(first.Items).toHaveLength(2);
  expect(rest).not.toHaveProperty("NextToken");
  const listed = [...(first.Items ?? []), ...(rest.Items ?? [])].map(({ ApiId }) => ApiId);
  expect(listed).toEqual(ids.toSorted());
  expect(await refusal(test().call(GetApis, { MaxResults: "many" }, as))).toContain("BadRequestException");
});

it("a deleted API is nobody's any more, and takes all that it has along", async () => {
  const api = await newHttpApi(test());
  const { ApiId, as } = api;
  await addRoute(test(), api, "GET /orders");
  await test().call(CreateStage, { ApiId, StageName: "prod", AutoDeploy: true }, as);
  expect(await test().store.published.api(ApiId)).toMatchObject({ apiId: ApiId, kind: "HTTP" });
  await test().call(DeleteApi, { ApiId }, as);
  expect(await test().store.published.api(ApiId)).toBeUndefined();
  const words = `NotFoundException: Invalid API identifier specified ${as.account}:${ApiId}`;
  for (const operation of [GetApi, UpdateApi, DeleteApi, GetRoutes]) {
    expect(await refusal(test().call<{ ApiId: string }, unknown>(operation, { ApiId }, as))).toBe(words);
  }
  const partition = test().store.records.partition(`${as.account}/us-east-1`);
  expect(await partition.count("apigateway.v2-snapshots")).toBe(0);
});

it("an API is another account's nothing", async () => {
  const { ApiId } = await newHttpApi(test());
  const other = { account: uniqueAccount() };
  expect(await refusal(test().call(GetApi, { ApiId }, other))).toBe(
    `NotFoundException: Invalid API identifier specified ${other.account}:${ApiId}`,
  );
});

it("a tag chooses the id, which is one API's at a time", async () => {
  const as = { account: uniqueAccount() };
  const custom = `orders${as.account}`;
  const input = { Name: "orders", ProtocolType: "HTTP", Tags: { _custom_id_: custom } } as const;
  expect((await test().call(CreateApi, input, as)).ApiId).toBe(custom);
  expect(await refusal(test().call(CreateApi, input, as))).toContain("ConflictException");
  expect(await refusal(test().call(CreateApi, input, { account: uniqueAccount() }))).toContain("ConflictException");
  await test().call(DeleteApi, { ApiId: custom }, as);
  expect((await test().call(CreateApi, input, as)).ApiId).toBe(custom);
});

it("an API that could not be made leaves its id to others", async () => {
  const as = { account: uniqueAccount() };
  const custom = `refused${as.account}`;
  const Tags = { _custom_id_: custom };
  await refusal(test().call(CreateApi, { Name: "", ProtocolType: "HTTP", Tags }, as));
  const theirs = { account: uniqueAccount() };
  const { ApiId } = await test().call(CreateApi, { Name: "orders", ProtocolType: "HTTP", Tags }, theirs);
  expect(ApiId).toBe(custom);
});
