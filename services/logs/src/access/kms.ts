import type { AccessRule } from "@skylab/service";
import type { LogsStore } from "../store/store.ts";
import { onGroup } from "./groups.ts";

type OfKey = { readonly logGroupName?: string | undefined; readonly resourceIdentifier?: string | undefined };

/** An operation on a group, or on the results of queries, which bear an ARN of their own. */
export const onEncrypted = (action: string): AccessRule<OfKey, LogsStore> => ({
  action: `logs:${action}`,
  on: ({ logGroupName, resourceIdentifier }, call, store) =>
    resourceIdentifier === undefined
      ? onGroup(action).on({ logGroupName }, call, store)
      : { resource: resourceIdentifier },
});
