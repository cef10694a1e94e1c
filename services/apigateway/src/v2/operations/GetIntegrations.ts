import type { GetIntegrationsResponse } from "@aws-sdk/client-apigatewayv2";
import { v2IntegrationRows } from "../../store/v2-parts.ts";
import { listParts } from "../find-part.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations.html */
export const GetIntegrations: Operation<"GetIntegrations"> = (input, call, store): Promise<GetIntegrationsResponse> =>
  listParts(store, call, {
    table: v2IntegrationRows,
    of: [input.ApiId],
    page: input,
    describe: (integration) => integration,
  });
