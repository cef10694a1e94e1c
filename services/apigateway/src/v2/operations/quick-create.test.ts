import { refusal, uniqueAccount } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { useApigateway } from "../../testing/use-apigateway.ts";
import { FUNCTION, newHttpApi } from "../../testing/v2-api.ts";
import { CreateApi } from "./CreateApi.ts";
import { DeleteIntegration } from "./DeleteIntegration.ts";
import { GetIntegrations } from "./GetIntegrations.ts";
import { GetRoutes } from "./GetRoutes.ts";
import { GetStage } from "./GetStage.ts";
import { UpdateApi } from "./UpdateApi.ts";
import { UpdateRoute } from "./UpdateRoute.ts";

const test = useApigateway();

it("a function as target makes a route, an integration and a stage that deploys of itself", async () => {
  const as = { account: uniqueAccount() };
  const input = { Name: "quick", ProtocolType: "HTTP", Target: FUNCTION } as const;
  const { ApiId = "" } = await test().call(CreateApi, input, as);
  const { Items: [integration] = [] } = await test().call(GetIntegrations, { ApiId }, as);
  expect(integration).toEqual({
    ApiGatewayManaged: true,
    ConnectionType: "INTERNET",
    IntegrationId: expect.stringMatching(/^[a-z0-9]{7}$/),
    IntegrationMethod: "POST",
    IntegrationType: "AWS_PROXY",
    IntegrationUri: FUNCTION,
    PayloadFormatVersion: "2.0",
    TimeoutInMillis: 30_000,
  });
  expect((await test().call(GetRoutes, { ApiId }, as)).Items).toEqual([
    {
      ApiGatewayManaged: true,
      ApiKeyRequired: false,
      AuthorizationType: "NONE",
      RouteId: expect.any(String),
      RouteKey: "$default",
      Target: `integrations/${integration?.IntegrationId}`,
    },
  ]);
  const stage = await test().call(GetStage, { ApiId, StageName: "$default" }, as);
  expect(stage).toMatchObject({
    ApiGatewayManaged: true,
    AutoDeploy: true,
    LastDeploymentStatusMessage: `Successfully deployed stage with deployment ID '${stage.DeploymentId}'`,
  });
});

it("a URL as target is asked by any method, for the route that was named", async () => {
  const as = { account: uniqueAccount() };
  const Target = "https://example.com/orders";
  const input = { Name: "quick", ProtocolType: "HTTP", RouteKey: "GET /orders", Target } as const;
  const { ApiId = "" } = await test().call(CreateApi, input, as);
  expect((await test().call(GetRoutes, { ApiId }, as)).Items).toMatchObject([{ RouteKey: "GET /orders" }]);
  expect((await test().call(GetIntegrations, { ApiId }, as)).Items).toMatchObject([
    { IntegrationMethod: "ANY", IntegrationType: "HTTP_PROXY", IntegrationUri: Target, PayloadFormatVersion: "1.0" },
  ]);
});

it("an update of the API changes what the quick create made", async () => {
  const as = { account: uniqueAccount() };
  const input = { Name: "quick", ProtocolType: "HTTP", Target: FUNCTION } as const;
  const { ApiId = "" } = await test().call(CreateApi, input, as);
  await test().call(UpdateApi, { ApiId, RouteKey: "ANY /all", Target: "https://example.com" }, as);
  const { Items: [route] = [] } = await test().call(GetRoutes, { ApiId }, as);
  const { Items: [integration] = [] } = await test().call(GetIntegrations, { ApiId }, as);
  expect(route).toMatchObject({ RouteKey: "ANY /all", Target: `integrations/${integration?.IntegrationId}` });
  expect(integration).toMatchObject({ IntegrationType: "HTTP_PROXY", IntegrationUri: "https://example.com" });
  const managed = { ApiId, IntegrationId: integration?.IntegrationId ?? "" };
  expect(await refusal(test().call(DeleteIntegration, managed, as))).toContain("managed by API Gateway");
  const rekeyed = { ApiId, RouteId: route?.RouteId ?? "", RouteKey: "GET /other" };
  expect(await refusal(test().call(UpdateRoute, rekeyed, as))).toContain("managed by API Gateway");
});

it("an API that no quick create made has no target to change", async () => {
  const { ApiId, as } = await newHttpApi(test());
  expect(await refusal(test().call(UpdateApi, { ApiId, Target: FUNCTION }, as))).toContain("BadRequestException");
});
