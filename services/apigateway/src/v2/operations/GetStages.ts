import type { GetStagesResponse } from "@aws-sdk/client-apigatewayv2";
import { describeV2Stage } from "../../domain/v2/stage.ts";
import { v2StageRows } from "../../store/v2-stages.ts";
import { listParts } from "../find-part.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages.html */
export const GetStages: Operation<"GetStages"> = (input, call, store): Promise<GetStagesResponse> =>
  listParts(store, call, { table: v2StageRows, of: [input.ApiId], page: input, describe: describeV2Stage });
