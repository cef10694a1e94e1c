import type { GetIntegrationResponsesResponse } from "@aws-sdk/client-apigatewayv2";
import { describeIntegrationResponse } from "../../domain/v2/integration-response.ts";
import { v2IntegrationResponseRows, v2IntegrationRows } from "../../store/v2-parts.ts";
import { findPart, listParts } from "../find-part.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations-integrationid-integrationresponses.html */
export const GetIntegrationResponses: Operation<"GetIntegrationResponses"> = async (
  input,
  call,
  store,
): Promise<GetIntegrationResponsesResponse> => {
  const of = [input.ApiId, input.IntegrationId] as const;
  await findPart(store, call, { table: v2IntegrationRows, kind: "Integration", key: of });
  return listParts(store, call, {
    table: v2IntegrationResponseRows,
    of,
    page: input,
    describe: describeIntegrationResponse,
  });
};
