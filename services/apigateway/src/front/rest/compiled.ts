import type * as sdk from "@aws-sdk/client-api-gateway";
import type { RestSnapshot, StoredResource } from "../../domain/rest/snapshot.ts";
import { keptBeside } from "../kept-beside.ts";
import { type ParameterMapping, parameterMappings } from "../mappings/parameter-mapping.ts";
import { type WithVariables, withVariables } from "../mappings/stage-variables.ts";
import { compileTemplate } from "../templates/compile-template.ts";
import { validationOf } from "../validation/validation-of.ts";
import type { Validation } from "../validation/validation.ts";
import { type BodyTemplates, bodyTemplates } from "./body-templates.ts";
import { binaryTypes } from "./media-types.ts";
import { type FindResource, routeTree } from "./route-tree.ts";

/** A snapshot of a REST API, made ready for requests; what of it nobody asks for is never compiled. */
export type CompiledRestApi = {
  readonly snapshot: RestSnapshot;
  readonly find: FindResource;
  /** The method of a resource that answers: the named one, or ANY. */
  readonly methodOf: (resource: StoredResource, httpMethod: string) => CompiledMethod | undefined;
  /** Whether bodies of a content type are bytes to this API. */
  readonly isBinary: (contentType: string | undefined) => boolean;
};

export type CompiledMethod = {
  readonly resource: StoredResource;
  /** Its name in `resourceMethods`: `GET`, `ANY`. */
  readonly key: string;
  readonly method: sdk.Method;
  readonly validate: Validation | undefined;
  /** Absent where nobody has put one. */
  readonly integration: CompiledIntegration | undefined;
};

export type CompiledIntegration = {
  readonly integration: sdk.Integration;
  readonly type: sdk.IntegrationType;
  readonly uri: WithVariables;
  readonly credentials: WithVariables | undefined;
  readonly parameters: readonly ParameterMapping<"path" | "querystring" | "header">[];
  readonly templates: BodyTemplates;
  readonly responses: readonly CompiledResponse[];
  readonly timeoutMs: number;
};

export type CompiledResponse = {
  readonly status: number;
  /** A pattern of the outcomes that it is for; absent of the one that answers where no other does. */
  readonly selects: string | undefined;
  readonly parameters: readonly ParameterMapping<"header">[];
  readonly templates: BodyTemplates;
  readonly contentHandling: sdk.ContentHandlingStrategy | undefined;
};

export const compiledOf = keptBeside(compile);

function compile(snapshot: RestSnapshot): CompiledRestApi {
  const methods = new Map<StoredResource, Map<string, CompiledMethod>>();
  return {
    snapshot,
    find: routeTree(snapshot.resources),
    isBinary: binaryTypes(snapshot.api.binaryMediaTypes),
    methodOf: (resource, httpMethod) => {
      const named = resource.resourceMethods ?? {};
      const key = Object.hasOwn(named, httpMethod) ? httpMethod : "ANY";
      const method = named[key];
      if (method === undefined) return undefined;
      const ofResource = methods.get(resource) ?? new Map<string, CompiledMethod>();
      methods.set(resource, ofResource);
      let compiled = ofResource.get(key);
      if (compiled === undefined)
        ofResource.set(key, (compiled = compileMethod({ snapshot, resource, method: key }, method)));
      return compiled;
    },
  };
}

type MethodPlace = { readonly snapshot: RestSnapshot; readonly resource: StoredResource; readonly method: string };

function compileMethod(place: MethodPlace, method: sdk.Method): CompiledMethod {
  const { methodIntegration } = method;
  return {
    resource: place.resource,
    key: place.method,
    method,
    validate: validationOf(place),
    integration: methodIntegration && compileIntegration(methodIntegration),
  };
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html */
const MAX_TIMEOUT_MS = 29_000;

function compileIntegration(integration: sdk.Integration): CompiledIntegration {
  const { credentials, integrationResponses, requestParameters, requestTemplates, timeoutInMillis, type, uri } =
    integration;
  return {
    integration,
    type: type ?? "MOCK",
    uri: withVariables(uri ?? ""),
    credentials: credentials === undefined ? undefined : withVariables(credentials),
    parameters: parameterMappings(requestParameters, "integration.request.", ["path", "querystring", "header"]),
    templates: bodyTemplates(requestTemplates, compileTemplate),
    responses: Object.entries(integrationResponses ?? {}).map(([status, response]) =>
      compileResponse(status, response),
    ),
    timeoutMs: timeoutInMillis ?? MAX_TIMEOUT_MS,
  };
}

function compileResponse(status: string, response: sdk.IntegrationResponse): CompiledResponse {
  const { contentHandling, responseParameters, responseTemplates, selectionPattern } = response;
  return {
    status: Number(status),
    selects: selectionPattern === "" ? undefined : selectionPattern,
    parameters: parameterMappings(responseParameters, "method.response.", ["header"]),
    templates: bodyTemplates(responseTemplates, compileTemplate),
    contentHandling,
  };
}
