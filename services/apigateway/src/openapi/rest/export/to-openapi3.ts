import type { MethodResponse } from "@aws-sdk/client-api-gateway";
import { present } from "../../json.ts";
import { exportApiExtensions } from "./api-extensions.ts";
import { type Exported, type ExportedMethod, methodsByPath, versionOf } from "./exported.ts";
import { exportSchemas } from "./models.ts";
import { exportBehind, type ExportedParameter, headersOf, memberOfPath, parametersOf } from "./operation.ts";
import { exportSchemes } from "./security.ts";

const SCHEMAS = "#/components/schemas/";

/** An API as OpenAPI 3.0 describes it. */
export function toOpenApi3(exported: Exported): Record<string, unknown> {
  const { snapshot, stageName, url } = exported;
  return {
    openapi: "3.0.1",
    info: present({ title: snapshot.api.name, description: snapshot.api.description, version: versionOf(snapshot) }),
    servers: [{ url: `${url.origin}/{basePath}`, variables: { basePath: { default: stageName } } }],
    paths: Object.fromEntries(
      methodsByPath(snapshot).map(([path, methods]) => [
        path,
        Object.fromEntries(methods.map((method) => [memberOfPath(method), operationOf(method, exported)])),
      ]),
    ),
    components: present({
      schemas: exportSchemas(snapshot, SCHEMAS),
      securitySchemes: exportSchemes(exported),
    }),
    ...exportApiExtensions(exported),
  };
}

function operationOf(exported: ExportedMethod, api: Exported): Record<string, unknown> {
  const { methodResponses = {}, operationName, requestModels } = exported.method;
  return {
    ...present({
      operationId: operationName,
      parameters: parametersOf(exported).map(parameterOf),
      requestBody: requestModels && { content: contentOf(requestModels), required: true },
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
  // What need not be there, AWS does not say.
  ...(required && { required }),
  schema: { type: "string" },
});

const contentOf = (models: Readonly<Record<string, string>> = {}) =>
  Object.fromEntries(Object.entries(models).map(([type, name]) => [type, { schema: { $ref: `${SCHEMAS}${name}` } }]));

const responseOf = (status: string, { responseModels, responseParameters }: MethodResponse) => ({
  description: `${status} response`,
  ...present({
    headers: Object.fromEntries(headersOf(responseParameters).map((name) => [name, { schema: { type: "string" } }])),
  }),
  content: contentOf(responseModels),
});
