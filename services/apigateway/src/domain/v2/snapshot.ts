import type * as sdk from "@aws-sdk/client-apigatewayv2";
import type { Flushed } from "../rest/snapshot.ts";
import type { Stored } from "../stored.ts";

/** An HTTP or WebSocket API as it is kept. */
export type StoredApi = Stored<sdk.Api> & { readonly ApiId: string; readonly ProtocolType: sdk.ProtocolType };

export type StoredRoute = Stored<sdk.Route> & { readonly RouteId: string; readonly RouteKey: string };

export type StoredV2Integration = Stored<sdk.Integration> & { readonly IntegrationId: string };

export type StoredV2Authorizer = Stored<sdk.Authorizer> & { readonly AuthorizerId: string };

export type StoredV2Model = Stored<sdk.Model> & { readonly ModelId: string; readonly Name: string };

export type StoredRouteResponse = Stored<sdk.RouteResponse> & {
  readonly RouteId: string;
  readonly RouteResponseId: string;
};

export type StoredV2IntegrationResponse = Stored<sdk.IntegrationResponse> & {
  readonly IntegrationId: string;
  readonly IntegrationResponseId: string;
};

/** An HTTP or WebSocket API as a deployment took it, by hand or of itself (`AutoDeploy`). */
export type V2Snapshot = {
  readonly api: StoredApi;
  readonly routes: readonly StoredRoute[];
  readonly routeResponses: readonly StoredRouteResponse[];
  readonly integrations: readonly StoredV2Integration[];
  readonly integrationResponses: readonly StoredV2IntegrationResponse[];
  readonly authorizers: readonly StoredV2Authorizer[];
  readonly models: readonly StoredV2Model[];
};

/** An API without any parts, as it begins. */
export const emptyV2Snapshot = (api: StoredApi): V2Snapshot => ({
  api,
  routes: [],
  routeResponses: [],
  integrations: [],
  integrationResponses: [],
  authorizers: [],
  models: [],
});

export type StoredV2Deployment = Stored<sdk.Deployment> & { readonly DeploymentId: string };

/** `DeploymentId` is absent until something is deployed: the stage answers as if nothing were there. */
export type StoredV2Stage = Stored<sdk.Stage> & { readonly StageName: string; readonly flushed?: Flushed };
