import type { Caller } from "@skylab/service";
import type { ContextVariables } from "../../domain/context-variables.ts";
import type { PublishedV2Stage } from "../../store/published.ts";
import type { MultiValues } from "../api-request.ts";
import type { DataPlane } from "../data-plane.ts";
import { integrationAs } from "../integrations/integration-as.ts";
import type { IntegrationAs } from "../integrations/integration.ts";
import type { Trace } from "../logs/execution-log.ts";
import { lazyJson } from "../mappings/json-path.ts";
import type { CompiledIntegration, CompiledRoute } from "./compiled.ts";
import type { SelectionScope } from "./selection-expression.ts";

/** Something that happens on a connection, for which a route's integration is asked. */
export type RouteCall = {
  readonly dataPlane: DataPlane;
  readonly published: PublishedV2Stage;
  readonly route: CompiledRoute;
  readonly context: ContextVariables;
  /** The message; nothing of a connection's begin and end. */
  readonly body: string;
  /** Of the request for the connection; nothing else has any. */
  readonly headers: MultiValues;
  readonly query: MultiValues;
  /** What a function is invoked with. */
  readonly event: () => string;
  readonly traceId?: string;
  /** Who signed, for integrations with the caller's own credentials. */
  readonly caller?: Caller | undefined;
  readonly signal?: AbortSignal;
  /** Takes the lines of the execution log; does nothing where nobody has asked for them. */
  readonly trace: Trace;
};

/** What an integration answered, mapped. */
export type RouteAnswer = {
  readonly status: number;
  /** What a two-way route tells the client; `undefined`: nothing. */
  readonly body: string | undefined;
  /** The sub-protocol that a connection gets. */
  readonly protocol?: string | undefined;
};

export const NOTHING: MultiValues = new Map();

export const variablesOf = ({ stage }: PublishedV2Stage): Readonly<Record<string, string>> =>
  stage.StageVariables ?? {};

export function scopeOf({
  body,
  context,
  headers,
  published,
  query,
}: Pick<RouteCall, "body" | "context" | "headers" | "published" | "query">): SelectionScope {
  return { body: lazyJson(body), headers, query, context, stageVariables: variablesOf(published) };
}

/** By whose permissions the integration of a route is called. @throws IntegrationFault */
export function routeAs(call: RouteCall, { credentials }: CompiledIntegration): IntegrationAs {
  const { apiId, place, stage } = call.published;
  const key = call.route.route.RouteKey;
  const api = {
    place,
    sourceArn: `arn:aws:execute-api:${place.region}:${place.account}:${apiId}/${stage.StageName}/${key}`,
  };
  return integrationAs(api, { role: credentials?.(variablesOf(call.published)), caller: call.caller });
}
