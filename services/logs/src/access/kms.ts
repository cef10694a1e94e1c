import type { AccessRule } from "@skylab/service";
import { groupOfArn } from "../domain/groups/read-arn.ts";
import type { LogsStore } from "../store/store.ts";
import { groupTarget, onGroup } from "./groups.ts";

type OfKey = { readonly logGroupName?: string | undefined; readonly resourceIdentifier?: string | undefined };

/** An operation on a group, or on the results of queries, which bear an ARN of their own. */
export const onEncrypted = (action: string): AccessRule<OfKey, LogsStore> => ({
  action: `logs:${action}`,
  on: ({ logGroupName, resourceIdentifier: arn }, call, store) => {
    if (arn === undefined) return onGroup(action).on({ logGroupName }, call, store);
    const group = groupOfArn(arn);
    return group === undefined ? { resource: arn } : groupTarget(group, { store });
  },
});
