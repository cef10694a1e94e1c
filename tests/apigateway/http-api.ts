import {
  type ApiGatewayV2Client,
  CreateApiCommand,
  type CreateApiCommandInput,
  CreateIntegrationCommand,
  type CreateIntegrationCommandInput,
  CreateRouteCommand,
  type CreateRouteCommandInput,
  CreateStageCommand,
} from "@aws-sdk/client-apigatewayv2";
import { uniqueName } from "@skylab/testkit";

export type TestApi = {
  readonly id: string;
  readonly client: ApiGatewayV2Client;
  /** Adds an integration; resolves to its id. */
  readonly integrate: (integration: Omit<CreateIntegrationCommandInput, "ApiId">) => Promise<string>;
  /** Adds a route to an integration; resolves to its id. */
  readonly route: (RouteKey: string, integrationId: string, more?: Partial<CreateRouteCommandInput>) => Promise<string>;
};

/** Makes an HTTP API, or one for WebSockets, with a stage that deploys of itself. */
export async function createApi(
  client: ApiGatewayV2Client,
  more: Partial<CreateApiCommandInput> = {},
  stageName = "$default",
): Promise<TestApi> {
  const input = { Name: uniqueName("api"), ProtocolType: "HTTP", ...more } as const;
  const { ApiId: id = "" } = await client.send(new CreateApiCommand(input));
  await client.send(new CreateStageCommand({ ApiId: id, StageName: stageName, AutoDeploy: true }));
  return {
    id,
    client,
    integrate: async (integration) => {
      const { IntegrationId = "" } = await client.send(new CreateIntegrationCommand({ ApiId: id, ...integration }));
      return IntegrationId;
    },
    route: async (RouteKey, integrationId, settings = {}) => {
      const Target = `integrations/${integrationId}`;
      const command = new CreateRouteCommand({ ApiId: id, RouteKey, Target, ...settings });
      return (await client.send(command)).RouteId ?? "";
    },
  };
}

/** An integration with a function, in the format that belongs to HTTP APIs. */
export const ofFunction = (IntegrationUri: string) =>
  ({ IntegrationType: "AWS_PROXY", IntegrationUri, PayloadFormatVersion: "2.0" }) as const;
