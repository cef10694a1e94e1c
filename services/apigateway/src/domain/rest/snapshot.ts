import type * as sdk from "@aws-sdk/client-api-gateway";
import type { Stored } from "../stored.ts";

/** A REST API as it is kept. `rootResourceId` is always there. */
export type StoredRestApi = Stored<sdk.RestApi> & { readonly id: string; readonly rootResourceId: string };

/** A resource with its methods, their integrations and responses: one row. `path` is the whole path, `/` of the root. */
export type StoredResource = Stored<sdk.Resource> & { readonly id: string; readonly path: string };

export type StoredModel = Stored<sdk.Model> & { readonly id: string; readonly name: string };

export type StoredRequestValidator = Stored<sdk.RequestValidator> & { readonly id: string };

export type StoredRestAuthorizer = Stored<sdk.Authorizer> & {
  readonly id: string;
  readonly name: string;
  readonly type: sdk.AuthorizerType;
};

/** A gateway response that somebody has changed: those that nobody has are the defaults. */
export type StoredGatewayResponse = Stored<sdk.GatewayResponse> & { readonly responseType: sdk.GatewayResponseType };

/** A REST API as a deployment took it: what requests to a stage are answered by, whatever becomes of the API since. */
export type RestSnapshot = {
  readonly api: StoredRestApi;
  readonly resources: readonly StoredResource[];
  readonly models: readonly StoredModel[];
  readonly requestValidators: readonly StoredRequestValidator[];
  readonly authorizers: readonly StoredRestAuthorizer[];
  readonly gatewayResponses: readonly StoredGatewayResponse[];
};

export type StoredDeployment = Stored<sdk.Deployment> & { readonly id: string };

export type StoredStage = Stored<sdk.Stage> & {
  readonly stageName: string;
  readonly deploymentId: string;
  readonly flushed?: Flushed;
};

/**
 * How often the caches of a stage were flushed. They are part of the keys of what replicas cache for the stage, so that a
 * flush leaves all of it unfound; what is not found ages out.
 */
export type Flushed = {
  /** Answers: FlushStageCache. */
  readonly answers: number;
  /** What authorizers decided: FlushStageAuthorizersCache, ResetAuthorizersCache. */
  readonly authorizers: number;
};
