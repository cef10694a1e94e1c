import type { StoredV2Integration, V2Snapshot } from "../../domain/v2/snapshot.ts";
import { keptBeside } from "../kept-beside.ts";
import { type WithVariables, withVariables } from "../mappings/stage-variables.ts";
import { type Mapping, parseMapping } from "./parameter-mapping.ts";
import { type FindRoute, routeTable } from "./route-table.ts";
import { serviceParameters, type ServiceParameters } from "./service-parameters.ts";

/** A snapshot of an HTTP API, made ready for requests. */
export type CompiledHttpApi = {
  readonly findRoute: FindRoute;
  /** By their ids. */
  readonly integrations: ReadonlyMap<string, CompiledIntegration>;
};

export type CompiledIntegration = {
  readonly integration: StoredV2Integration;
  /** `IntegrationUri`, with what the stage puts into it. */
  readonly uri: WithVariables;
  readonly mapRequest: Mapping | undefined;
  readonly serviceParameters: ServiceParameters;
  /** By the status of the integration's answer. */
  readonly mapResponse: ReadonlyMap<number, Mapping>;
};

export const compiledOf = keptBeside(({ integrations, routes }: V2Snapshot): CompiledHttpApi => ({
  findRoute: routeTable(routes),
  integrations: new Map(integrations.map((each) => [each.IntegrationId, compileIntegration(each)])),
}));

function compileIntegration(integration: StoredV2Integration): CompiledIntegration {
  const { IntegrationSubtype, RequestParameters, ResponseParameters = {} } = integration;
  const isOfService = IntegrationSubtype !== undefined;
  const mapResponse = Object.entries(ResponseParameters).flatMap(([status, parameters]) => {
    const mapping = parseMapping(parameters);
    return mapping === undefined ? [] : [[Number(status), mapping] as const];
  });
  return {
    integration,
    uri: withVariables(integration.IntegrationUri ?? ""),
    // Of a service they are what its operation is asked with.
    mapRequest: isOfService ? undefined : parseMapping(RequestParameters),
    serviceParameters: isOfService ? serviceParameters(RequestParameters) : [],
    mapResponse: new Map(mapResponse),
  };
}
