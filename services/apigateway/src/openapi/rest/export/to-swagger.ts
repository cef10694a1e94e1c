import type { MethodResponse } from "@aws-sdk/client-api-gateway";
import { present } from "../../json.ts";
import { exportApiExtensions } from "./api-extensions.ts";
import { type Exported, type ExportedMethod, methodsByPath, versionOf } from "./exported.ts";
import { exportSchemas } from "./models.ts";
import { exportBehind, type ExportedParameter, headersOf, memberOfPath, parametersOf } from "./operation.ts";
import { exportSchemes } from "./security.ts";

const DEFINITIONS = "#/definitions/";

/** An API as Swagger 2.0 describes it. */
export function toSwagger(exported: Exported): Record<string, unknown> {
  const { snapshot, stageName, url } = exported;
  return {
    swagger: "2.0",
    info: present({ description: snapshot.api.description, version: versionOf(snapshot), title: snapshot.api.name }),
    host: url.host,
    basePath: `/${stageName}`,
    schemes: [url.protocol.replace(":", "")],
    paths: Object.fromEntries(
      methodsByPath(snapshot).map(([path, methods]) => [
        path,
        Object.fromEntries(methods.map((method) => [memberOfPath(method), operationOf(method, exported)])),
      ]),
    ),
    ...present({
      securityDefinitions: exportSchemes(exported),
      definitions: exportSchemas(snapshot, DEFINITIONS),
    }),
    ...exportApiExtensions(exported),
  };
}

function operationOf(exported: ExportedMethod, api: Exported): Record<string, unknown> {
  const { method } = exported;
  const { methodIntegration = {}, methodResponses = {}, operationName, requestModels = {} } = method;
  const integrationResponses = Object.values(methodIntegration.integrationResponses ?? {});
  return {
    ...present({
      operationId: operationName,
      consumes: typesOf(requestModels, methodIntegration.requestTemplates),
      produces: typesOf(
        ...Object.values(methodResponses).map(({ responseModels }) => responseModels),
        ...integrationResponses.map(({ responseTemplates }) => responseTemplates),
      ),
      parameters: [...parametersOf(exported).map(parameterOf), ...bodyOf(requestModels)],
    }),
    responses: Object.fromEntries(
      Object.entries(methodResponses).map(([status, response]) => [status, responseOf(status, response)]),
    ),
    ...exportBehind(api, exported),
  };
}

const parameterOf = ({ in: where, name, required }: ExportedParameter) => ({
  name,
  in: where,
  required,
  type: "string",
});

/** The types of content of models and templates, each once. */
const typesOf = (...maps: readonly (Readonly<Record<string, string>> | undefined)[]): readonly string[] => [
  ...new Set(maps.flatMap((map) => Object.keys(map ?? {}))),
];

/** Swagger knows one schema of a body, whatever its type of content. */
function bodyOf(models: Readonly<Record<string, string>>): readonly Record<string, unknown>[] {
  const name = mainModel(models);
  if (name === undefined) return [];
  return [{ in: "body", name, required: true, schema: { $ref: `${DEFINITIONS}${name}` } }];
}

const mainModel = (models: Readonly<Record<string, string>> = {}): string | undefined =>
  models["application/json"] ?? Object.values(models)[0];

function responseOf(status: string, { responseModels, responseParameters }: MethodResponse): Record<string, unknown> {
  const model = mainModel(responseModels);
  return {
    description: `${status} response`,
    ...(model !== undefined && { schema: { $ref: `${DEFINITIONS}${model}` } }),
    ...present({
      headers: Object.fromEntries(headersOf(responseParameters).map((name) => [name, { type: "string" }])),
    }),
  };
}
