import type { DocumentationVersion } from "@aws-sdk/client-api-gateway";
import {
  describeDocumentationVersion,
  documentationVersionExists,
  type StoredDocumentationVersion,
} from "../../domain/documentation/documentation.ts";
import { notFound } from "../../domain/errors.ts";
import { wholeSeconds } from "../../domain/whole-seconds.ts";
import { documentationPartRows, documentationVersionRows } from "../../store/documentation.ts";
import { listAll } from "../../store/list-all.ts";
import { apiOf, changeRestApi } from "../../store/rest-apis.ts";
import { stageRows } from "../../store/stages.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateDocumentationVersion.html */
export const CreateDocumentationVersion: Operation<"CreateDocumentationVersion"> = async (
  { description, documentationVersion: version, restApiId, stageName },
  { clock, place },
  store,
): Promise<DocumentationVersion> => {
  const createdDate = wholeSeconds(clock.now());
  const created = await changeRestApi(store, { place, apiId: restApiId }, async (rows) => {
    await apiOf(rows, place, restApiId);
    if (await rows.get(documentationVersionRows, restApiId, version)) throw documentationVersionExists(version);
    const stage = stageName === undefined ? undefined : await rows.get(stageRows, restApiId, stageName);
    if (stageName !== undefined && stage === undefined) throw notFound("Invalid stage identifier specified");
    const parts = await listAll(rows, documentationPartRows, restApiId);
    const row: StoredDocumentationVersion = {
      version,
      createdDate,
      ...(description !== undefined && { description }),
      parts,
    };
    rows.put(documentationVersionRows, row, restApiId, version);
    if (stage) rows.put(stageRows, { ...stage, documentationVersion: version }, restApiId, stage.stageName);
    return row;
  });
  return describeDocumentationVersion(created);
};
