import type { GetIntegrationResult } from "@aws-sdk/client-apigatewayv2";
import { v2IntegrationRows } from "../../store/v2-parts.ts";
import { findPart } from "../find-part.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations-integrationid.html */
export const GetIntegration: Operation<"GetIntegration"> = (
  { ApiId, IntegrationId },
  call,
  store,
): Promise<GetIntegrationResult> =>
  findPart(store, call, { table: v2IntegrationRows, kind: "Integration", key: [ApiId, IntegrationId] });
