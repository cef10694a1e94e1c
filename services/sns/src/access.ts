import { AwsError } from "@skylab/aws";
import { type Access, deniedMessage, type Denial } from "@skylab/service";
import { mobileAccess } from "./access/mobile.ts";
import { onPublish } from "./access/publish.ts";
import { onConfirm, onSetSubscriptionAttributes, onSubscription, onUnsubscribe } from "./access/subscriptions.ts";
import { onNewTopic, onPlace, onResource, onSetTopicAttributes, onSubscribe, onTopic } from "./access/topics.ts";
import type { SnsOperations } from "./operation.ts";
import type { SnsStore } from "./store/store.ts";

type AccessTable = {
  readonly [Name in keyof SnsOperations]: Access<SnsOperations[Name]["input"], SnsStore>;
};

type TagInput = SnsOperations["TagResource"]["input"];
type UntagInput = SnsOperations["UntagResource"]["input"];

/**
 * What IAM decides each operation by.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html
 */
export const access: AccessTable = {
  ...mobileAccess,
  AddPermission: onTopic("AddPermission"),
  ConfirmSubscription: onConfirm,
  CreateTopic: onNewTopic,
  DeleteTopic: onTopic("DeleteTopic"),
  GetDataProtectionPolicy: onResource("GetDataProtectionPolicy"),
  GetSubscriptionAttributes: onSubscription("GetSubscriptionAttributes"),
  GetTopicAttributes: onTopic("GetTopicAttributes"),
  ListSubscriptions: onPlace("ListSubscriptions"),
  ListSubscriptionsByTopic: onTopic("ListSubscriptionsByTopic"),
  ListTagsForResource: onResource("ListTagsForResource"),
  ListTopics: onPlace("ListTopics"),
  Publish: onPublish,
  PublishBatch: onTopic("Publish"),
  PutDataProtectionPolicy: onResource("PutDataProtectionPolicy"),
  RemovePermission: onTopic("RemovePermission"),
  SetSubscriptionAttributes: onSetSubscriptionAttributes,
  SetTopicAttributes: onSetTopicAttributes,
  Subscribe: onSubscribe,
  TagResource: onResource<TagInput>("TagResource", ({ Tags }) => ({
    set: Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])),
  })),
  Unsubscribe: onUnsubscribe,
  UntagResource: onResource<UntagInput>("UntagResource", ({ TagKeys }) => ({ named: TagKeys })),
};

/** SNS has a code of its own for it, and writes its name in capitals there. */
export const accessDenied = (denial: Denial): AwsError =>
  new AwsError("AuthorizationError", deniedMessage(denial, denial.action.replace(/^sns:/, "SNS:")), { status: 403 });
