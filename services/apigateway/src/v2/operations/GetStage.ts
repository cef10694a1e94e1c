import type { GetStageResponse } from "@aws-sdk/client-apigatewayv2";
import { describeV2Stage } from "../../domain/v2/stage.ts";
import { requireStage } from "../changes/change-stage.ts";
import { requireApi } from "../changes/change-api.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename.html */
export const GetStage: Operation<"GetStage"> = async (
  { ApiId, StageName },
  { place },
  store,
): Promise<GetStageResponse> => {
  const rows = store.of(place);
  await requireApi(rows, place, ApiId);
  return describeV2Stage(await requireStage(rows, ApiId, StageName));
};
