import type { Caller } from "@skylab/service";
import type { PublishedV2Stage } from "../../store/published.ts";
import type { ApigatewayStore } from "../../store/store.ts";
import type { ContextVariables, MultiValues } from "../api-request.ts";
import type { IntegrationAs } from "../integrations/integration.ts";
import type { CompiledIntegration, CompiledRoute } from "./compiled.ts";
import type { SelectionScope } from "./selection-expression.ts";

/** Something that happens on a connection, for which a route's integration is asked. */
export type RouteCall = {
  readonly store: ApigatewayStore;
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
  return { body: lazily(body), headers, query, context, stageVariables: variablesOf(published) };
}

/** A text as JSON, parsed once, when somebody asks for it. */
export function lazily(text: string): () => unknown {
  let parsed: { readonly value: unknown } | undefined;
  return () => (parsed ??= { value: parse(text) }).value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown; // as: whatever it is.
  } catch {
    return undefined;
  }
}

const CALLERS_OWN = "arn:aws:iam::*:user/*";

/** By whose permissions the integration is called: its role's, the caller's own, or as its target's policy says. */
export function integrationAs(call: RouteCall, { credentials }: CompiledIntegration): IntegrationAs {
  const { apiId, place, stage } = call.published;
  const key = call.route.route.RouteKey;
  const as = {
    place,
    sourceArn: `arn:aws:execute-api:${place.region}:${place.account}:${apiId}/${stage.StageName}/${key}`,
  };
  const role = credentials?.(variablesOf(call.published));
  if (role === undefined || role === "") return as;
  return role === CALLERS_OWN ? { ...as, caller: call.caller } : { ...as, roleArn: role };
}
