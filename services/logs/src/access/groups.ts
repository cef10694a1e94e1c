import { type AccessRule, type Call, tagContext, type TagsOfRequest, type Target } from "@skylab/service";
import { type GroupAddress, groupArn } from "../domain/groups/group.ts";
import { groupOfArn, groupOfIdentifier } from "../domain/groups/read-arn.ts";
import { mergePolicies } from "../domain/policies/resource-policy.ts";
import type { LogsOperations } from "../operation.ts";
import type { LogsStore } from "../store/store.ts";

type OfGroup = { readonly logGroupName?: string | undefined; readonly logGroupIdentifier?: string | undefined };
type OfStream = OfGroup & { readonly logStreamName: string };
type OfResource = { readonly resourceArn: string };

/** What the request sets or takes away of tags. */
type Asked = Omit<TagsOfRequest, "of">;

/** AWS asks for a group as for all of its streams: "on resource: arn:aws:logs:us-east-1:123:log-group:orders:log-stream:". */
const streamsArn = (group: GroupAddress, stream = ""): string => `${groupArn(group)}:log-stream:${stream}`;

/** An operation on a group. */
export const onGroup = <Input extends OfGroup>(
  action: string,
  tagsOf: (input: Input) => Asked = () => ({}),
): AccessRule<Input, LogsStore> => ({
  action: `logs:${action}`,
  on: (input, call, store) => groupTarget(addressOf(input, call), { store, asked: tagsOf(input) }),
});

type CreateInput = LogsOperations["CreateLogGroup"]["input"];
type SubscribeInput = LogsOperations["PutSubscriptionFilter"]["input"];

/** Whoever may make a group with tags must be allowed both. */
export const onNewGroup: AccessRule<CreateInput, LogsStore> = {
  ...onGroup<CreateInput>("CreateLogGroup", ({ tags }) => ({ set: tags })),
  also: ({ logGroupName: name, tags = {} }, { place }) =>
    Object.keys(tags).length === 0
      ? []
      : [
          {
            action: "logs:TagResource",
            resource: groupArn({ place, name }),
            context: () => tagContext({ set: tags }),
          },
        ],
};

/** Whoever hands Logs a role must be allowed to. */
export const onSubscription: AccessRule<SubscribeInput, LogsStore> = {
  ...onGroup<SubscribeInput>("PutSubscriptionFilter"),
  also: ({ roleArn }) =>
    roleArn === undefined
      ? []
      : [
          {
            action: "iam:PassRole",
            resource: roleArn,
            context: () => ({ "iam:PassedToService": "logs.amazonaws.com" }),
          },
        ],
};

/** An operation on a stream. */
export const onStream = <Input extends OfStream>(action: string): AccessRule<Input, LogsStore> => ({
  action: `logs:${action}`,
  on: (input, call, store) => groupTarget(addressOf(input, call), { store, stream: input.logStreamName }),
});

/** As `onStream`, which services may do where the account's resource policies let them. */
export const onWrittenStream = <Input extends OfStream>(action: string): AccessRule<Input, LogsStore> => ({
  action: `logs:${action}`,
  on: async (input, call, store) => {
    const group = addressOf(input, call);
    const target = await groupTarget(group, { store, stream: input.logStreamName });
    // "Policy only applies when operations are invoked by Amazon Web Services service principals".
    if (call.caller.service === undefined) return target;
    const policies = await store.resourcePolicies.list(group.place);
    return { ...target, policy: mergePolicies(policies.map(({ document }) => document)) };
  },
});

/** An operation on what an ARN names, to which nothing is added. */
export const onResource = <Input extends OfResource>(
  action: string,
  tagsOf: (input: Input) => Asked = () => ({}),
): AccessRule<Input, LogsStore> => ({
  action: `logs:${action}`,
  on: async (input, _call, store) => {
    const { resourceArn: resource } = input;
    const address = groupOfArn(resource);
    const group = address && (await store.groups.find(address));
    return { resource, context: () => tagContext({ of: group?.row.tags, ...tagsOf(input) }) };
  },
});

/** An operation on all groups of a place: AWS names a group without a name. */
export const onPlace = (action: string): AccessRule<unknown, LogsStore> => ({
  action: `logs:${action}`,
  on: (_input, { place }) => ({ resource: streamsArn({ place, name: "" }) }),
});

type Of = { readonly store: LogsStore; readonly stream?: string; readonly asked?: Asked };

/** A group, or a stream of it, as policies see it. */
export async function groupTarget(address: GroupAddress, { asked = {}, store, stream }: Of): Promise<Target> {
  const group = await store.groups.find(address);
  return { resource: streamsArn(address, stream), context: () => tagContext({ of: group?.row.tags, ...asked }) };
}

/** Where none is named, or both ways, the operation refuses. */
const addressOf = ({ logGroupIdentifier, logGroupName }: OfGroup, { place }: Call): GroupAddress =>
  groupOfIdentifier(logGroupName ?? logGroupIdentifier ?? "", place);
