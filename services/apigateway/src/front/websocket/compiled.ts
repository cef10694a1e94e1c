import type {
  StoredRoute,
  StoredV2Integration,
  StoredV2IntegrationResponse,
  V2Snapshot,
} from "../../domain/v2/snapshot.ts";
import { MAX_TIMEOUT_MS } from "../../domain/connections/limits.ts";
import { matchesWhole } from "../bounded-regexp.ts";
import { keptBeside } from "../kept-beside.ts";
import { type ParameterMapping, parameterMappings } from "../mappings/parameter-mapping.ts";
import { type WithVariables, withVariables } from "../mappings/stage-variables.ts";
import { compileTemplate } from "../templates/compile-template.ts";
import type { Template } from "../templates/template.ts";
import { schemasOf } from "../validation/schemas.ts";
import { type SelectionExpression, selectionExpression, type SelectionScope } from "./selection-expression.ts";

/** A snapshot of a WebSocket API, made ready for messages. */
export type CompiledWebSocketApi = {
  readonly selectRoute: SelectionExpression;
  /** Of `$connect`, `$disconnect`, `$default` and those that the API has named. */
  readonly routeOf: (key: string) => CompiledRoute | undefined;
};

export type CompiledRoute = {
  readonly route: StoredRoute;
  /** Absent where nobody has put one. */
  readonly integration: CompiledIntegration | undefined;
  /** What is wrong with a message by the route's models; `undefined`: the route has none. */
  readonly check: MessageCheck | undefined;
  /** Whether what the integration answers goes back to the client. */
  readonly isTwoWay: boolean;
};

export type MessageCheck = (scope: SelectionScope, size: number) => readonly string[];

export type CompiledIntegration = {
  readonly integration: StoredV2Integration;
  readonly uri: WithVariables;
  readonly credentials: WithVariables | undefined;
  readonly parameters: readonly ParameterMapping<"path" | "querystring" | "header">[];
  readonly templates: SelectedTemplates;
  readonly selectResponse: SelectionExpression;
  readonly responses: readonly CompiledResponse[];
  readonly timeoutMs: number;
};

export type CompiledResponse = {
  /** By its key: what the selection expression comes to, a pattern of it between slashes, or `$default`. */
  readonly isFor: (selected: string) => boolean;
  readonly isDefault: boolean;
  readonly parameters: readonly ParameterMapping<"header">[];
  readonly templates: SelectedTemplates;
  readonly response: StoredV2IntegrationResponse;
};

/** Templates by what a selection expression comes to, parsed when they are first needed. */
export type SelectedTemplates = {
  readonly size: number;
  readonly select: SelectionExpression;
  readonly of: (selected: string) => Template | undefined;
};

export const compiledOf = keptBeside(compile);

const DEFAULT = "$default";
const LITERAL_DEFAULT = "\\$default";

function compile(snapshot: V2Snapshot): CompiledWebSocketApi {
  const routes = new Map(snapshot.routes.map((route) => [route.RouteKey, compileRoute(snapshot, route)]));
  return {
    selectRoute: selectionExpression(snapshot.api.RouteSelectionExpression ?? ""),
    routeOf: (key) => routes.get(key),
  };
}

function compileRoute(snapshot: V2Snapshot, route: StoredRoute): CompiledRoute {
  const id = route.Target?.replace(/^integrations\//, "");
  const integration = snapshot.integrations.find(({ IntegrationId }) => IntegrationId === id);
  const answers = snapshot.routeResponses.some(
    ({ RouteId, RouteResponseKey }) => RouteId === route.RouteId && RouteResponseKey === DEFAULT,
  );
  return {
    route,
    integration: integration && compileIntegration(snapshot, integration),
    check: checkOf(snapshot, route),
    isTwoWay: answers && route.RouteResponseSelectionExpression === DEFAULT,
  };
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-request-validation.html */
function checkOf(
  { models }: V2Snapshot,
  { ModelSelectionExpression = LITERAL_DEFAULT, RequestModels = {} }: StoredRoute,
): MessageCheck | undefined {
  const entries = Object.entries(RequestModels);
  if (entries.length === 0) return undefined;
  const compileSchema = schemasOf(models.map(({ Name, Schema }) => ({ name: Name, schema: Schema })));
  const checks = new Map(entries.map(([key, name]) => [key, compileSchema(name)]));
  const select = selectionExpression(ModelSelectionExpression);
  return (scope, size) => (checks.get(select(scope)) ?? checks.get(DEFAULT))?.(scope.body(), size) ?? [];
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-integration-responses.html */
const STATUS_CODE = "${integration.response.statuscode}";

function compileIntegration(snapshot: V2Snapshot, integration: StoredV2Integration): CompiledIntegration {
  const { CredentialsArn, IntegrationId, IntegrationUri = "", TimeoutInMillis } = integration;
  const responses = snapshot.integrationResponses.filter((each) => each.IntegrationId === IntegrationId);
  return {
    integration,
    uri: withVariables(IntegrationUri),
    credentials: CredentialsArn === undefined ? undefined : withVariables(CredentialsArn),
    parameters: parameterMappings(asOfRest(integration.RequestParameters), "integration.request.", [
      "path",
      "querystring",
      "header",
    ]),
    templates: templatesOf(integration.RequestTemplates, integration.TemplateSelectionExpression),
    selectResponse: selectionExpression(integration.IntegrationResponseSelectionExpression ?? STATUS_CODE),
    responses: responses.map(compileResponse),
    timeoutMs: TimeoutInMillis ?? MAX_TIMEOUT_MS,
  };
}

function compileResponse(response: StoredV2IntegrationResponse): CompiledResponse {
  const { IntegrationResponseKey: key = DEFAULT } = response;
  const pattern = /^\/(.*)\/$/s.exec(key)?.[1];
  return {
    isFor: pattern === undefined ? (selected) => selected === key : matcher(pattern),
    isDefault: key === DEFAULT,
    parameters: parameterMappings(response.ResponseParameters, "route.response.", ["header"]),
    templates: templatesOf(response.ResponseTemplates, response.TemplateSelectionExpression),
    response,
  };
}

/** A pattern that is none, or that takes too long, is for nothing. */
function matcher(pattern: string): (selected: string) => boolean {
  return (selected) => {
    try {
      return matchesWhole(pattern, selected);
    } catch {
      return false;
    }
  };
}

/** Mappings read as those of REST APIs, but that they are of a route. */
const asOfRest = (table: Readonly<Record<string, string>> | undefined): Record<string, string> =>
  Object.fromEntries(
    Object.entries(table ?? {}).map(([target, source]) => [
      target,
      source.replace(/^route\.request\./, "method.request."),
    ]),
  );

function templatesOf(
  texts: Readonly<Record<string, string>> | undefined = {},
  selection = LITERAL_DEFAULT,
): SelectedTemplates {
  const parsed = new Map<string, Template>();
  return {
    size: Object.keys(texts).length,
    select: selectionExpression(selection),
    of: (selected) => {
      const key = Object.hasOwn(texts, selected) ? selected : DEFAULT;
      const text = Object.hasOwn(texts, key) ? texts[key] : undefined;
      if (text === undefined) return undefined;
      let template = parsed.get(key);
      if (template === undefined) parsed.set(key, (template = compileTemplate(text)));
      return template;
    },
  };
}
