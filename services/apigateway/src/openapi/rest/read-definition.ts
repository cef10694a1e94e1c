import { readDocumentation } from "../../domain/documentation/read-documentation.ts";
import { pathsBelow } from "../base-path.ts";
import type { ApiDocument } from "../document.ts";
import { flagAt, objectAt, objectsIn } from "../json.ts";
import { newReport } from "../report.ts";
import type { RestDefinition } from "./definition.ts";
import { readAuthorizers } from "./read-authorizers.ts";
import { readMethod } from "./read-method.ts";
import { collectModels } from "./read-models.ts";
import { readGatewayResponses, readSettings } from "./read-settings.ts";

/** How a document is to be read: https://docs.aws.amazon.com/apigateway/latest/api/API_PutRestApi.html#API_PutRestApi_RequestParameters */
export type ReadParameters = { readonly basepath?: string; readonly ignore?: string };

/** A REST API as a document describes it. @throws AwsError BadRequestException */
export function readDefinition(document: ApiDocument, parameters: ReadParameters = {}): RestDefinition {
  const below = pathsBelow(document.basePath, parameters.basepath);
  const report = newReport(document.warnings);
  const models = collectModels(document, report);
  const { root } = document;
  const methods = document.operations.map((operation) =>
    readMethod({ document, operation, models, report, path: below(operation.path) }),
  );
  return {
    settings: readSettings(document),
    models: models.all(),
    validators: objectsIn(objectAt(root, "x-amazon-apigateway-request-validators")).map(([name, validator]) => ({
      name,
      validateRequestBody: flagAt(validator, "validateRequestBody"),
      validateRequestParameters: flagAt(validator, "validateRequestParameters"),
    })),
    authorizers: readAuthorizers(document),
    gatewayResponses: readGatewayResponses(root),
    ...(parameters.ignore !== "documentation" && { documentation: readDocumentation(root) }),
    paths: document.paths.map(below),
    methods,
    warnings: report.warnings,
  };
}
