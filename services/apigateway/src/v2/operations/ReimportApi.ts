import type { ReimportApiResponse } from "@aws-sdk/client-apigatewayv2";
import { badRequest } from "../../domain/errors.ts";
import { describeApi, updatedApi } from "../../domain/v2/api.ts";
import type { StoredApi } from "../../domain/v2/snapshot.ts";
import { withDocument } from "../../openapi/http/put-document.ts";
import { type HttpSettings, readHttpSettings } from "../../openapi/http/read-settings.ts";
import { readOpenApi3Only } from "../../openapi/read-openapi.ts";
import { changeApi, requireApi } from "../changes/change-api.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid.html */
export const ReimportApi: Operation<"ReimportApi"> = async (input, call, store): Promise<ReimportApiResponse> => {
  const { ApiId: apiId, Basepath: basePath, Body, FailOnWarnings: failOnWarnings } = input;
  const { ProtocolType } = await requireApi(store.of(call.place), call.place, apiId);
  // In words that nobody recorded from AWS.
  if (ProtocolType !== "HTTP") throw badRequest("Import is only supported for HTTP APIs");
  const document = readOpenApi3Only(Body);
  const settings = readHttpSettings(document);
  const { api, warnings } = await changeApi(store, { apiId, call }, (of) =>
    withDocument({ ...of, api: reimported(of.api, settings) }, { ...call, basePath, document, failOnWarnings }),
  );
  return { ...describeApi(api.api, call.endpoint), ...(warnings.length > 0 && { Warnings: [...warnings] }) };
};

/** What the document does not say is not there any more; tags stay. */
function reimported(api: StoredApi, { Tags, ...settings }: HttpSettings): StoredApi {
  const { CorsConfiguration: _cors, Description: _description, Version: _version, ...rest } = api;
  return { ...updatedApi(rest, settings), Tags: { ...api.Tags, ...Tags } };
}
