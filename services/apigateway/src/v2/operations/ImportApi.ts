import type { ImportApiResponse } from "@aws-sdk/client-apigatewayv2";
import { describeApi, newApi } from "../../domain/v2/api.ts";
import { emptyV2Snapshot } from "../../domain/v2/snapshot.ts";
import { withDocument } from "../../openapi/http/put-document.ts";
import { readHttpSettings } from "../../openapi/http/read-settings.ts";
import { readOpenApi3Only } from "../../openapi/read-openapi.ts";
import { createApi } from "../changes/create-api.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html */
export const ImportApi: Operation<"ImportApi"> = async (input, call, store): Promise<ImportApiResponse> => {
  const { Basepath: basePath, Body, FailOnWarnings: failOnWarnings } = input;
  const document = readOpenApi3Only(Body);
  const { Name = "", ...settings } = readHttpSettings(document);
  const now = call.clock.now();
  let warnings: readonly string[] = [];
  const { api } = await createApi(store, { call, kind: "HTTP", tags: settings.Tags }, (apiId) => {
    const empty = emptyV2Snapshot(newApi({ ...settings, Name, ProtocolType: "HTTP" }, { apiId, now }));
    const imported = withDocument(empty, { ...call, basePath, document, failOnWarnings });
    warnings = imported.warnings;
    return { api: imported.api, stages: [] };
  });
  return { ...describeApi(api, call.endpoint), ...(warnings.length > 0 && { Warnings: [...warnings] }) };
};
