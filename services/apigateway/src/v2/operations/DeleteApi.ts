import { holdV2Api, removeV2Api } from "../../store/v2-apis.ts";
import { requireApi } from "../changes/change-api.ts";
import { checkNotMapped } from "../check-not-mapped.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid.html */
export const DeleteApi: Operation<"DeleteApi"> = async ({ ApiId: apiId }, { place }, store): Promise<object> => {
  await store.change(place, async (rows) => {
    await requireApi(rows, place, apiId);
    await holdV2Api(rows, apiId);
    await checkNotMapped(rows, { apiId });
    await removeV2Api(rows, apiId);
  });
  await store.directory.release(apiId, place);
  return {};
};
