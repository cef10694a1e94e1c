import type { MethodResponse } from "@aws-sdk/client-api-gateway";
import type { ApiParameter, ApiResponse } from "../document.ts";
import { VALIDATOR_EXTENSION } from "../extensions.ts";
import { nonEmptyTextAt } from "../json.ts";
import type { MethodDefinition } from "./definition.ts";
import type { MethodReading } from "./method-reading.ts";
import { readAuthorization } from "./read-authorizers.ts";
import { readIntegration } from "./read-integration.ts";
import type { Models } from "./read-models.ts";

/** A method as a document describes it. @throws AwsError BadRequestException */
export function readMethod(reading: MethodReading): MethodDefinition {
  const { document, models, operation, path } = reading;
  const { authorizer, ...authorization } = readAuthorization(operation, document);
  const validator =
    nonEmptyTextAt(operation.node, VALIDATOR_EXTENSION) ?? nonEmptyTextAt(document.root, VALIDATOR_EXTENSION);
  const requestParameters = readParameters(operation.parameters, path);
  const requestModels = models.of(operation.request);
  const integration = readIntegration(reading);
  return {
    path,
    httpMethod: operation.httpMethod,
    method: {
      ...authorization,
      ...(operation.operationId !== undefined && { operationName: operation.operationId }),
      ...(Object.keys(requestParameters).length > 0 && { requestParameters }),
      ...(requestModels !== undefined && { requestModels }),
    },
    ...(authorizer !== undefined && { authorizer }),
    ...(validator !== undefined && { validator }),
    responses: readResponses(reading),
    ...(integration !== undefined && { integration }),
  };
}

const LOCATIONS = { header: "header", path: "path", query: "querystring" } as const;

/** Variables of the path are parameters, whether the document says so or not. */
function readParameters(parameters: readonly ApiParameter[], path: string): Record<string, boolean> {
  const said = parameters.map((one): [string, boolean] => [
    // HTTP APIs tell the plus of a greedy variable as part of its name.
    `method.request.${LOCATIONS[one.in]}.${one.in === "path" ? one.name.replace(/\+$/, "") : one.name}`,
    one.required,
  ]);
  const variables = Array.from(path.matchAll(/\{([^}+]+)\+?\}/g), ([, name = ""]): [string, boolean] => [
    `method.request.path.${name}`,
    true,
  ]);
  return Object.fromEntries([...said, ...variables]);
}

function readResponses({ models, operation, path, report }: MethodReading): readonly MethodResponse[] {
  const { httpMethod, responses } = operation;
  const others = responses.filter(({ status }) => !STATUS.test(status));
  for (const { status } of others) {
    // Not recorded from AWS.
    report.warnings.push(`Ignoring response '${status}' of resource '${path}' and method '${httpMethod}'`);
  }
  return responses.filter(({ status }) => STATUS.test(status)).map((response) => readResponse(response, models));
}

/** Neither `default` nor `4XX`. */
const STATUS = /^[1-5]\d\d$/;

function readResponse({ content, headers, status }: ApiResponse, models: Models): MethodResponse {
  const responseModels = models.of(content);
  const responseParameters = headers.map((name) => [`method.response.header.${name}`, false]);
  return {
    statusCode: status,
    ...(responseModels !== undefined && { responseModels }),
    ...(headers.length > 0 && { responseParameters: Object.fromEntries(responseParameters) }),
  };
}
