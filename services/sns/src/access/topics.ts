import {
  type AccessRule,
  type Call,
  type Permission,
  tagContext,
  type TagsOfRequest,
  type Target,
} from "@skylab/service";
import { formatArn } from "@skylab/aws";
import { topicOfArn } from "../domain/read-arn.ts";
import { type Topic, topicArn } from "../domain/topics/topic.ts";
import type { SnsOperations } from "../operation.ts";
import type { SnsStore } from "../store/store.ts";

type CreateInput = SnsOperations["CreateTopic"]["input"];
type OfTopic = { readonly TopicArn: string };
type OfResource = { readonly ResourceArn: string };

/** What the request sets or takes away of tags. */
type Asked = Omit<TagsOfRequest, "of">;

/** An operation on a topic, whose policy may allow it to others. */
export const onTopic = (action: string): AccessRule<OfTopic, SnsStore> => ({
  action: `sns:${action}`,
  on: ({ TopicArn: arn }, _call, store) => topicTarget(arn, store),
});

/** As `onTopic`, where the parameter is called ResourceArn. */
export const onResource = <Input extends OfResource>(
  action: string,
  tagsOf: (input: Input) => Asked = () => ({}),
): AccessRule<Input, SnsStore> => ({
  action: `sns:${action}`,
  on: (input, _call, store) => topicTarget(input.ResourceArn, store, tagsOf(input)),
});

/** A subscription may be allowed by its protocol and endpoint. https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-language-api-permissions-reference.html */
export const onSubscribe: AccessRule<SnsOperations["Subscribe"]["input"], SnsStore> = {
  action: "sns:Subscribe",
  on: async ({ Endpoint: endpoint = "", Protocol: protocol, TopicArn: arn }, _call, store) => {
    const target = await topicTarget(arn, store);
    return {
      ...target,
      context: () => ({ ...target.context?.(), "sns:Endpoint": endpoint, "sns:Protocol": protocol }),
    };
  },
  also: ({ Attributes = {} }) => Object.entries(Attributes).flatMap(passedRole),
};

/** Whoever may make a topic with tags must be allowed both; and to hand over the roles that log its deliveries. */
export const onNewTopic: AccessRule<CreateInput, SnsStore> = {
  action: "sns:CreateTopic",
  on: newTopic,
  also: (input, call) => [
    ...((input.Tags ?? []).length === 0 ? [] : [{ action: "sns:TagResource", ...newTopic(input, call) }]),
    ...Object.entries(input.Attributes ?? {}).flatMap(passedRole),
  ],
};

/** https://docs.aws.amazon.com/sns/latest/dg/sns-topic-attributes.html */
export const onSetTopicAttributes: AccessRule<SnsOperations["SetTopicAttributes"]["input"], SnsStore> = {
  ...onTopic("SetTopicAttributes"),
  also: ({ AttributeName: name, AttributeValue: value = "" }) => passedRole([name, value]),
};

/** Something of all topics that an account has in a region: AWS calls it so. */
export const onPlace = (action: string): AccessRule<unknown, SnsStore> => ({
  action: `sns:${action}`,
  on: (_input, { place }) => ({ resource: formatArn({ service: "sns", ...place, resource: "*" }) }),
});

/** A topic that may be there, and what the request says of tags. */
export async function topicTarget(arn: string, store: SnsStore, asked: Asked = {}): Promise<Target> {
  const address = topicOfArn(arn);
  const topic = address && (await store.topics.find(address));
  return topic === undefined ? { resource: arn, context: () => tagContext(asked) } : targetOf(topic, asked);
}

const targetOf = (topic: Topic, asked: Asked): Target => ({
  resource: topicArn(topic),
  // The default policy is AWS services' alone, which have policies of their own here.
  policy: topic.row.attributes["Policy"],
  context: () => tagContext({ of: topic.row.tags, ...asked }),
});

function newTopic({ Name: name, Tags = [] }: CreateInput, { place }: Pick<Call, "place">): Target {
  const set = Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value]));
  return { resource: topicArn({ place, name }), context: () => tagContext({ set }) };
}

/** Whoever hands SNS a role, to log deliveries or to write to Firehose, must be allowed to. */
export const passedRole = ([name, role]: readonly [string, string]): readonly Permission[] =>
  name.endsWith("RoleArn") && role !== ""
    ? [{ action: "iam:PassRole", resource: role, context: () => ({ "iam:PassedToService": "sns.amazonaws.com" }) }]
    : [];
