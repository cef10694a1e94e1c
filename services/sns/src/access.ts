import type { Access, AccessRule } from "@skylab/service";
import type { SnsOperations } from "./operation.ts";
import type { SnsStore } from "./store/store.ts";

type AccessTable = {
  readonly [Name in keyof SnsOperations]: Access<SnsOperations[Name]["input"], SnsStore>;
};

/** An operation that is on no resource. */
const onNothing = (action: string): AccessRule<unknown, SnsStore> => ({
  action,
  on: () => ({ resource: "*" }),
});

/** Stands in the table until its operation is built, and says then what is missing. */
const notDecided = (action: string): AccessRule<unknown, SnsStore> => ({
  action,
  on: () => {
    throw new Error(`access.ts does not say yet what ${action} is on.`);
  },
});

/**
 * What IAM decides each operation by.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export const access: AccessTable = {
  AddPermission: { action: "sns:AddPermission", on: ({ TopicArn }) => ({ resource: TopicArn }) },
  CheckIfPhoneNumberIsOptedOut: onNothing("sns:CheckIfPhoneNumberIsOptedOut"),
  ConfirmSubscription: { action: "sns:ConfirmSubscription", on: ({ TopicArn }) => ({ resource: TopicArn }) },
  CreatePlatformApplication: onNothing("sns:CreatePlatformApplication"),
  CreatePlatformEndpoint: onNothing("sns:CreatePlatformEndpoint"),
  CreateSMSSandboxPhoneNumber: onNothing("sns:CreateSMSSandboxPhoneNumber"),
  CreateTopic: notDecided("sns:CreateTopic"),
  DeleteEndpoint: onNothing("sns:DeleteEndpoint"),
  DeletePlatformApplication: onNothing("sns:DeletePlatformApplication"),
  DeleteSMSSandboxPhoneNumber: onNothing("sns:DeleteSMSSandboxPhoneNumber"),
  DeleteTopic: { action: "sns:DeleteTopic", on: ({ TopicArn }) => ({ resource: TopicArn }) },
  GetDataProtectionPolicy: {
    action: "sns:GetDataProtectionPolicy",
    on: ({ ResourceArn }) => ({ resource: ResourceArn }),
  },
  GetEndpointAttributes: onNothing("sns:GetEndpointAttributes"),
  GetPlatformApplicationAttributes: onNothing("sns:GetPlatformApplicationAttributes"),
  GetSMSAttributes: onNothing("sns:GetSMSAttributes"),
  GetSMSSandboxAccountStatus: onNothing("sns:GetSMSSandboxAccountStatus"),
  GetSubscriptionAttributes: notDecided("sns:GetSubscriptionAttributes"),
  GetTopicAttributes: { action: "sns:GetTopicAttributes", on: ({ TopicArn }) => ({ resource: TopicArn }) },
  ListEndpointsByPlatformApplication: onNothing("sns:ListEndpointsByPlatformApplication"),
  ListOriginationNumbers: onNothing("sns:ListOriginationNumbers"),
  ListPhoneNumbersOptedOut: onNothing("sns:ListPhoneNumbersOptedOut"),
  ListPlatformApplications: onNothing("sns:ListPlatformApplications"),
  ListSMSSandboxPhoneNumbers: onNothing("sns:ListSMSSandboxPhoneNumbers"),
  ListSubscriptions: onNothing("sns:ListSubscriptions"),
  ListSubscriptionsByTopic: { action: "sns:ListSubscriptionsByTopic", on: ({ TopicArn }) => ({ resource: TopicArn }) },
  ListTagsForResource: { action: "sns:ListTagsForResource", on: ({ ResourceArn }) => ({ resource: ResourceArn }) },
  ListTopics: onNothing("sns:ListTopics"),
  OptInPhoneNumber: onNothing("sns:OptInPhoneNumber"),
  Publish: notDecided("sns:Publish"),
  PublishBatch: { action: "sns:Publish", on: ({ TopicArn }) => ({ resource: TopicArn }) },
  PutDataProtectionPolicy: {
    action: "sns:PutDataProtectionPolicy",
    on: ({ ResourceArn }) => ({ resource: ResourceArn }),
  },
  RemovePermission: { action: "sns:RemovePermission", on: ({ TopicArn }) => ({ resource: TopicArn }) },
  SetEndpointAttributes: onNothing("sns:SetEndpointAttributes"),
  SetPlatformApplicationAttributes: onNothing("sns:SetPlatformApplicationAttributes"),
  SetSMSAttributes: onNothing("sns:SetSMSAttributes"),
  SetSubscriptionAttributes: notDecided("sns:SetSubscriptionAttributes"),
  SetTopicAttributes: { action: "sns:SetTopicAttributes", on: ({ TopicArn }) => ({ resource: TopicArn }) },
  Subscribe: { action: "sns:Subscribe", on: ({ TopicArn }) => ({ resource: TopicArn }) },
  TagResource: { action: "sns:TagResource", on: ({ ResourceArn }) => ({ resource: ResourceArn }) },
  Unsubscribe: notDecided("sns:Unsubscribe"),
  UntagResource: { action: "sns:UntagResource", on: ({ ResourceArn }) => ({ resource: ResourceArn }) },
  VerifySMSSandboxPhoneNumber: onNothing("sns:VerifySMSSandboxPhoneNumber"),
};
