import type { GetIntegrationResponseResponse } from "@aws-sdk/client-apigatewayv2";
import { describeIntegrationResponse } from "../../domain/v2/integration-response.ts";
import { v2IntegrationResponseRows } from "../../store/v2-parts.ts";
import { findPart } from "../find-part.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations-integrationid-integrationresponses-integrationresponseid.html */
export const GetIntegrationResponse: Operation<"GetIntegrationResponse"> = async (
  input,
  call,
  store,
): Promise<GetIntegrationResponseResponse> => {
  const { ApiId, IntegrationId, IntegrationResponseId } = input;
  const key = [ApiId, IntegrationId, IntegrationResponseId] as const;
  return describeIntegrationResponse(
    await findPart(store, call, { table: v2IntegrationResponseRows, kind: "IntegrationResponse", key }),
  );
};
