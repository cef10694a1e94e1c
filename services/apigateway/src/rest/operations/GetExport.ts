import { executeApiHost } from "../../domain/execute-api-url.ts";
import { noSuchStage } from "../../domain/rest/stage.ts";
import { readExportForm } from "../../openapi/rest/export/export-form.ts";
import { readExtensions, versionOf } from "../../openapi/rest/export/exported.ts";
import { writeDocument } from "../../openapi/write-document.ts";
import { documentationVersionRows } from "../../store/documentation.ts";
import { apiOf } from "../../store/rest-apis.ts";
import { snapshotRows } from "../../store/snapshots.ts";
import { stageRows } from "../../store/stages.ts";
import type { Operation, RestOperations } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetExport.html */
export const GetExport: Operation<"GetExport"> = async (
  input,
  call,
  store,
): Promise<RestOperations["GetExport"]["output"]> => {
  const { exportType, parameters = {}, restApiId, stageName } = input;
  const { endpoint, place } = call;
  const rows = store.of(place);
  await apiOf(rows, place, restApiId);
  const { describe, documentType } = readExportForm(input);
  const stage = await rows.get(stageRows, restApiId, stageName);
  const snapshot = stage && (await rows.get(snapshotRows, restApiId, stage.deploymentId));
  if (snapshot === undefined) throw noSuchStage();
  const documented = stage?.documentationVersion ?? "";
  const document = describe({
    snapshot,
    stageName,
    url: new URL(`${new URL(endpoint).protocol}//${executeApiHost(restApiId, endpoint)}`),
    extensions: readExtensions(parameters["extensions"]),
    documentation: await rows.get(documentationVersionRows, restApiId, documented),
  });
  return {
    contentType: "application/octet-stream",
    contentDisposition: `attachment; filename="${exportType}_${versionOf(snapshot)}.${documentType}"`,
    body: writeDocument(document, documentType),
  };
};
