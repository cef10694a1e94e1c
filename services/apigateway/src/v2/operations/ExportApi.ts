import { badRequest } from "../../domain/errors.ts";
import { executeApiHost } from "../../domain/execute-api-url.ts";
import type { V2Snapshot } from "../../domain/v2/snapshot.ts";
import { httpToOpenApi3 } from "../../openapi/http/to-openapi3.ts";
import { type DocumentType, writeDocument } from "../../openapi/write-document.ts";
import { v2SnapshotRows } from "../../store/snapshots.ts";
import type { ApigatewayStore } from "../../store/store.ts";
import { readV2Api } from "../../store/v2-apis.ts";
import { type ApiCall, requireApi } from "../changes/change-api.ts";
import { requireStage } from "../changes/change-stage.ts";
import type { Operation, V2Operations } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-exports-specification.html */
export const ExportApi: Operation<"ExportApi"> = async (
  input,
  call,
  store,
): Promise<V2Operations["ExportApi"]["output"]> => {
  const { ApiId: apiId, IncludeExtensions: withExtensions = true, StageName: stageName } = input;
  const { endpoint } = call;
  const documentType = readForm(input);
  const api = await snapshotOf(store, { apiId, call }, stageName);
  if (api.api.ProtocolType !== "HTTP") throw badRequest("Export is only supported for HTTP APIs");
  const origin = `${new URL(endpoint).protocol}//${executeApiHost(apiId, endpoint)}`;
  return { body: writeDocument(httpToOpenApi3({ api, origin, stageName, withExtensions }), documentType) };
};

const TYPES = new Map<string, DocumentType>([
  ["JSON", "json"],
  ["YAML", "yaml"],
]);

/** @throws AwsError BadRequestException, in words that nobody recorded from AWS */
function readForm({ ExportVersion, OutputType, Specification }: V2Operations["ExportApi"]["input"]): DocumentType {
  if (Specification !== "OAS30") throw badRequest(`Invalid specification: ${Specification}. Must be one of: [OAS30]`);
  if (ExportVersion !== undefined && ExportVersion !== "1.0") {
    throw badRequest(`Invalid export version: ${ExportVersion}. Must be one of: [1.0]`);
  }
  const type = TYPES.get(OutputType);
  if (type === undefined) throw badRequest(`Invalid output type: ${OutputType}. Must be one of: [JSON, YAML]`);
  return type;
}

/** What a stage answers by; without one, or before anything is deployed there, the API as it is. */
const snapshotOf = (store: ApigatewayStore, { apiId, call }: ApiCall, stageName?: string): Promise<V2Snapshot> =>
  store.change(call.place, async (rows) => {
    const api = await requireApi(rows, call.place, apiId);
    const stage = stageName === undefined ? undefined : await requireStage(rows, apiId, stageName);
    const deployed = stage?.DeploymentId && (await rows.get(v2SnapshotRows, apiId, stage.DeploymentId));
    return deployed || readV2Api(rows, api);
  });
