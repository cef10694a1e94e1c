import { apiIsMapped } from "../../domain/v2/errors.ts";
import { mappedDomainNames } from "../../store/keep-domain-names.ts";
import { leaveUsagePlans } from "../../store/leave-usage-plans.ts";
import { removeV2Api } from "../../store/v2-apis.ts";
import { withHeldApi } from "../changes/change-api.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid.html */
export const DeleteApi: Operation<"DeleteApi"> = async ({ ApiId: apiId }, call, store): Promise<object> => {
  await withHeldApi(store, { apiId, call }, async (rows) => {
    const domains = await mappedDomainNames(rows, apiId);
    if (domains.length > 0) throw apiIsMapped(apiId, domains);
    await removeV2Api(rows, apiId);
    await leaveUsagePlans(rows, { apiId });
  });
  await store.directory.release(apiId, call.place);
  return {};
};
