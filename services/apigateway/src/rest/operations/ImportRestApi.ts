import type { RestApi } from "@aws-sdk/client-api-gateway";
import { describeRestApi } from "../../domain/rest/rest-api.ts";
import { readOpenApi } from "../../openapi/read-openapi.ts";
import { putNewDefinition } from "../../openapi/rest/put-definition.ts";
import { readDefinition } from "../../openapi/rest/read-definition.ts";
import { creationOf } from "../../openapi/rest/settings.ts";
import { createRestApi } from "../apis/create-rest-api.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_ImportRestApi.html */
export const ImportRestApi: Operation<"ImportRestApi"> = async (input, call, store): Promise<RestApi> => {
  const { body, failOnWarnings, parameters } = input;
  const definition = readDefinition(readOpenApi(Buffer.from(body).toString()), parameters);
  const asked = creationOf(definition.settings, parameters);
  const api = await createRestApi(store, { asked, call }, (rows, apiId) =>
    putNewDefinition(rows, apiId, { ...call, definition, failOnWarnings }),
  );
  const { warnings } = definition;
  return { ...describeRestApi(api), ...(warnings.length > 0 && { warnings: [...warnings] }) };
};
