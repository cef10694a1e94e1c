import type { AccessRule, Call, Permission, Target } from "@skylab/service";
import { readPointer } from "../domain/insights/records/pointer.ts";
import { groupOfIdentifier } from "../domain/groups/read-arn.ts";
import type { LogsOperations } from "../operation.ts";
import type { LogsStore } from "../store/store.ts";
import { groupTarget } from "./groups.ts";

/** An operation on several groups: whoever asks must be allowed it on each. */
export const onGroups = <Input>(
  action: string,
  groupsOf: (input: Input) => readonly string[],
): AccessRule<Input, LogsStore> => ({
  action: `logs:${action}`,
  on: (input, call, store) => targetOf(groupsOf(input)[0], call, store),
  also: (input, call, store) => others(action, groupsOf(input), { call, store }),
});

/** What was found in groups is read by whoever may read it in each of them. */
export const onResults: AccessRule<LogsOperations["GetQueryResults"]["input"], LogsStore> = {
  action: "logs:GetQueryResults",
  on: async ({ queryId }, call, store) => targetOf((await groupsOfQuery(queryId, call, store))[0], call, store),
  also: async ({ queryId }, call, store) =>
    others("GetQueryResults", await groupsOfQuery(queryId, call, store), { call, store }),
};

/** The group that a pointer leads to. */
export const onRecord: AccessRule<LogsOperations["GetLogRecord"]["input"], LogsStore> = {
  action: "logs:GetLogRecord",
  on: ({ logRecordPointer }, call, store) => targetOf(readPointer(logRecordPointer)?.group, call, store),
};

const groupsOfQuery = async (id: string, { place }: Call, store: LogsStore): Promise<readonly string[]> =>
  (await store.queries.find(place, id))?.groups ?? [];

/** Where there is none, the operation says so. */
const targetOf = async (group: string | undefined, { place }: Call, store: LogsStore): Promise<Target> =>
  group === undefined ? { resource: "*" } : groupTarget(groupOfIdentifier(group, place), { store });

const others = (
  action: string,
  groups: readonly string[],
  { call, store }: { readonly call: Call; readonly store: LogsStore },
): Promise<readonly Permission[]> =>
  Promise.all(
    groups
      .slice(1)
      .map(async (group) => Object.assign({ action: `logs:${action}` }, await targetOf(group, call, store))),
  );
