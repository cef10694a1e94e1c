import type { GatewayResponseType } from "@aws-sdk/client-api-gateway";
import type { Caller } from "@skylab/service";
import type { ContextValue, ContextVariables } from "../../domain/context-variables.ts";
import type { RestSnapshot, StoredResource } from "../../domain/rest/snapshot.ts";
import type { StoredRoute, V2Snapshot } from "../../domain/v2/snapshot.ts";
import type { PublishedRestStage, PublishedV2Stage } from "../../store/published.ts";
import type { ApiRequest } from "../api-request.ts";
import type { Front } from "../front.ts";
import type { Integrations } from "../integrations/integration.ts";

/** What every authorization stands on. */
export type Asking = {
  readonly front: Front;
  readonly integrations: Integrations;
  readonly request: ApiRequest;
  /** `$context` so far: on the way, `authorizer` and members of `identity` are written into it. */
  readonly context: ContextVariables;
  readonly pathParameters: Readonly<Record<string, string>>;
  /** Those of the stage, and of the canary where it answers. */
  readonly stageVariables: Readonly<Record<string, string>>;
};

/** Somebody asks for a method of a REST API. */
export type MethodAsked = Asking & {
  readonly published: PublishedRestStage;
  /** The one that answers: the stage's, or its canary's. */
  readonly snapshot: RestSnapshot;
  readonly resource: StoredResource;
  /** The key in `resource.resourceMethods` of the method that answers: `GET`, `ANY`. */
  readonly method: string;
};

/** Somebody asks for a route of an HTTP API, or for a connection to a WebSocket API. */
export type RouteAsked = Asking & {
  readonly published: PublishedV2Stage;
  readonly snapshot: V2Snapshot;
  readonly route: StoredRoute;
};

/** Whether they may, and what is known of them then. */
export type Authorization = Allowed | Refused;

export type Allowed = {
  readonly allow: true;
  /** `requestContext.authorizer` of the events of payload 1.0 and REST APIs, and of WebSockets' events. */
  readonly authorizer?: ContextVariables | undefined;
  /** `requestContext.authorizer` of the events of payload 2.0: `{ jwt: … }`, `{ lambda: … }`, `{ iam: … }`. */
  readonly authorizerV2?: AuthorizerOfEvent | undefined;
  /** The API key that a function named, where the API takes its keys from authorizers. */
  readonly usageIdentifierKey?: string | undefined;
  /** Who signed, where IAM decided: for integrations with the caller's own credentials. */
  readonly caller?: Caller | undefined;
};

/** JSON, as it goes into an event. */
export type AuthorizerOfEvent = { readonly [name: string]: ContextValue | AuthorizerOfEvent | readonly string[] };

/** A gateway response of REST APIs; HTTP and WebSocket APIs answer `{"message": …}` with the status. */
export type Refused = {
  readonly allow: false;
  readonly type: GatewayResponseType;
  readonly status: number;
  /** `$context.error.message`; `null` is said as such: `{"message":null}`. */
  readonly message: string | null;
  /** `x-amzn-ErrorType`: `UnauthorizedException`. */
  readonly errorType: string;
  /** `www-authenticate` of HTTP APIs: what was wrong with a token. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
};
