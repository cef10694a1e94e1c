import type { Cors } from "@aws-sdk/client-apigatewayv2";
import { isoSeconds } from "@skylab/aws";
import { integrationIdOf } from "../../domain/v2/route.ts";
import type { StoredRoute, V2Snapshot } from "../../domain/v2/snapshot.ts";
import {
  ANY_METHOD,
  CORS_EXTENSION,
  ENDPOINT_EXTENSION,
  INTEGRATION_EXTENSION,
  INTEGRATIONS_EXTENSION,
  TAG_VALUE_EXTENSION,
  VERSION_EXTENSION,
} from "../extensions.ts";
import { present } from "../json.ts";
import { exportHttpIntegration } from "./export-integration.ts";
import { exportHttpSchemes, exportRouteSecurity } from "./export-security.ts";

export type HttpExported = {
  readonly api: V2Snapshot;
  /** Absent where the API is told as it is, deployed or not. */
  readonly stageName?: string | undefined;
  /** `http://a1b2c3d4e5.execute-api.localhost:4566` */
  readonly origin: string;
  readonly withExtensions: boolean;
};

/** An HTTP API as OpenAPI 3.0 describes it. */
export function httpToOpenApi3(exported: HttpExported): Record<string, unknown> {
  const { api: of, stageName, withExtensions } = exported;
  const { Description, Name, Tags = {} } = of.api;
  return {
    openapi: "3.0.1",
    info: present({ title: Name, description: Description || undefined, version: versionOf(of) }),
    ...present({
      servers: stageName === undefined ? undefined : [serverOf(exported, stageName)],
      tags: Object.entries(Tags).map(([name, value]) =>
        withExtensions ? { name, [TAG_VALUE_EXTENSION]: value } : { name },
      ),
    }),
    paths: pathsOf(exported),
    ...present({ components: componentsOf(exported) }),
    ...(withExtensions && {
      ...present({ [CORS_EXTENSION]: corsOf(of.api.CorsConfiguration) }),
      [VERSION_EXTENSION]: "1.0",
    }),
  };
}

/** An API's version, or else when it was made. */
function versionOf({ api: { CreatedDate = 0, Version } }: V2Snapshot): string {
  if (Version !== undefined && Version !== "") return Version;
  return isoSeconds(CreatedDate).replace("T", " ").replace("Z", "UTC");
}

function serverOf({ api: { api }, origin, withExtensions }: HttpExported, stageName: string) {
  const isOff = withExtensions && api.DisableExecuteApiEndpoint === true;
  return {
    url: `${origin}/{basePath}`,
    variables: { basePath: { default: stageName === "$default" ? "" : stageName } },
    ...(isOff && { [ENDPOINT_EXTENSION]: { disableExecuteApiEndpoint: true } }),
  };
}

/** In this order documents tell methods. */
const METHODS = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "ANY"];

function pathsOf(exported: HttpExported): Record<string, unknown> {
  const byPath = new Map<string, { readonly method: string; readonly route: StoredRoute }[]>();
  for (const route of exported.api.routes.toSorted((one, other) => (one.RouteKey < other.RouteKey ? -1 : 1))) {
    const [method = "", path = ""] =
      route.RouteKey === "$default" ? ["ANY", "/$default"] : route.RouteKey.split(" ", 2);
    byPath.set(path, [...(byPath.get(path) ?? []), { method, route }]);
  }
  const paths = [...byPath].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(
    paths.map(([path, routes]) => {
      const sorted = routes.toSorted((one, other) => METHODS.indexOf(one.method) - METHODS.indexOf(other.method));
      const operations = sorted.map(({ method, route }) => [
        method === "ANY" ? ANY_METHOD : method.toLowerCase(),
        operationOf(route, exported),
      ]);
      return [path, { ...Object.fromEntries(operations), ...present({ parameters: parametersIn(path) }) }];
    }),
  );
}

/** AWS tells the plus of a greedy variable as part of its name. */
const parametersIn = (path: string) =>
  Array.from(path.matchAll(/\{([^}]+)\}/g), ([, name]) => ({
    name,
    in: "path",
    description: `Generated path parameter for ${name}`,
    required: true,
    schema: { type: "string" },
  }));

function operationOf(route: StoredRoute, { api, withExtensions }: HttpExported): Record<string, unknown> {
  const { OperationName, RouteKey } = route;
  return {
    ...(RouteKey === "$default" && { isDefaultRoute: true }),
    ...present({ operationId: OperationName }),
    responses: { default: { description: `Default response for ${RouteKey}` } },
    ...present({
      security: exportRouteSecurity(route, api),
      [INTEGRATION_EXTENSION]: withExtensions ? integrationOf(route, api) : undefined,
    }),
  };
}

/** What stands behind a route: where several routes have it, a reference to it. */
function integrationOf(route: StoredRoute, api: V2Snapshot): Record<string, unknown> | undefined {
  const id = integrationIdOf(route);
  const name = sharedIntegrations(api).get(id ?? "");
  if (name !== undefined) return { $ref: `#/components/${INTEGRATIONS_EXTENSION}/${name}` };
  const integration = api.integrations.find(({ IntegrationId }) => IntegrationId === id);
  return integration && exportHttpIntegration(integration);
}

/** Names of the integrations that several routes have, by their ids. */
function sharedIntegrations({ routes }: V2Snapshot): ReadonlyMap<string, string> {
  const sorted = routes.toSorted((one, other) => (one.RouteKey < other.RouteKey ? -1 : 1));
  const ids = sorted.flatMap((route) => integrationIdOf(route) ?? []);
  const shared = new Set(ids.filter((id, index) => ids.indexOf(id) < index));
  const inOrder = [...new Set(ids.filter((id) => shared.has(id)))];
  return new Map(inOrder.map((id, index) => [id, `integration${index + 1}`]));
}

function componentsOf({ api, withExtensions }: HttpExported): Record<string, unknown> {
  const shared = Array.from(sharedIntegrations(api), ([id, name]) => {
    const integration = api.integrations.find(({ IntegrationId }) => IntegrationId === id);
    return [name, integration && exportHttpIntegration(integration)];
  });
  return present({
    securitySchemes: exportHttpSchemes(api, withExtensions),
    ...(withExtensions && { [INTEGRATIONS_EXTENSION]: Object.fromEntries(shared) }),
  });
}

const corsOf = (cors: Cors = {}): Record<string, unknown> =>
  present({
    allowMethods: cors.AllowMethods,
    allowHeaders: cors.AllowHeaders,
    exposeHeaders: cors.ExposeHeaders,
    maxAge: cors.MaxAge,
    allowCredentials: cors.AllowCredentials,
    allowOrigins: cors.AllowOrigins,
  });
