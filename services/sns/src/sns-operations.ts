import type { SnsOperations, Operation } from "./operation.ts";
import { Publish } from "./operations/Publish.ts";
import { PublishBatch } from "./operations/PublishBatch.ts";
import { AddPermission } from "./operations/AddPermission.ts";
import { CheckIfPhoneNumberIsOptedOut } from "./operations/CheckIfPhoneNumberIsOptedOut.ts";
import { ConfirmSubscription } from "./operations/ConfirmSubscription.ts";
import { CreatePlatformApplication } from "./operations/CreatePlatformApplication.ts";
import { CreatePlatformEndpoint } from "./operations/CreatePlatformEndpoint.ts";
import { CreateSMSSandboxPhoneNumber } from "./operations/CreateSMSSandboxPhoneNumber.ts";
import { CreateTopic } from "./operations/CreateTopic.ts";
import { DeleteEndpoint } from "./operations/DeleteEndpoint.ts";
import { DeletePlatformApplication } from "./operations/DeletePlatformApplication.ts";
import { DeleteSMSSandboxPhoneNumber } from "./operations/DeleteSMSSandboxPhoneNumber.ts";
import { DeleteTopic } from "./operations/DeleteTopic.ts";
import { GetDataProtectionPolicy } from "./operations/GetDataProtectionPolicy.ts";
import { GetEndpointAttributes } from "./operations/GetEndpointAttributes.ts";
import { GetPlatformApplicationAttributes } from "./operations/GetPlatformApplicationAttributes.ts";
import { GetSMSAttributes } from "./operations/GetSMSAttributes.ts";
import { GetSMSSandboxAccountStatus } from "./operations/GetSMSSandboxAccountStatus.ts";
import { GetSubscriptionAttributes } from "./operations/GetSubscriptionAttributes.ts";
import { GetTopicAttributes } from "./operations/GetTopicAttributes.ts";
import { ListEndpointsByPlatformApplication } from "./operations/ListEndpointsByPlatformApplication.ts";
import { ListOriginationNumbers } from "./operations/ListOriginationNumbers.ts";
import { ListPhoneNumbersOptedOut } from "./operations/ListPhoneNumbersOptedOut.ts";
import { ListPlatformApplications } from "./operations/ListPlatformApplications.ts";
import { ListSMSSandboxPhoneNumbers } from "./operations/ListSMSSandboxPhoneNumbers.ts";
import { ListSubscriptions } from "./operations/ListSubscriptions.ts";
import { ListSubscriptionsByTopic } from "./operations/ListSubscriptionsByTopic.ts";
import { ListTagsForResource } from "./operations/ListTagsForResource.ts";
import { ListTopics } from "./operations/ListTopics.ts";
import { OptInPhoneNumber } from "./operations/OptInPhoneNumber.ts";
import { PutDataProtectionPolicy } from "./operations/PutDataProtectionPolicy.ts";
import { RemovePermission } from "./operations/RemovePermission.ts";
import { SetEndpointAttributes } from "./operations/SetEndpointAttributes.ts";
import { SetPlatformApplicationAttributes } from "./operations/SetPlatformApplicationAttributes.ts";
import { SetSMSAttributes } from "./operations/SetSMSAttributes.ts";
import { SetSubscriptionAttributes } from "./operations/SetSubscriptionAttributes.ts";
import { SetTopicAttributes } from "./operations/SetTopicAttributes.ts";
import { Subscribe } from "./operations/Subscribe.ts";
import { TagResource } from "./operations/TagResource.ts";
import { Unsubscribe } from "./operations/Unsubscribe.ts";
import { UntagResource } from "./operations/UntagResource.ts";
import { VerifySMSSandboxPhoneNumber } from "./operations/VerifySMSSandboxPhoneNumber.ts";

/** Every operation of SNS. */
export const snsOperations: { readonly [Name in keyof SnsOperations]: Operation<Name> } = {
  AddPermission,
  CheckIfPhoneNumberIsOptedOut,
  ConfirmSubscription,
  CreatePlatformApplication,
  CreatePlatformEndpoint,
  CreateSMSSandboxPhoneNumber,
  CreateTopic,
  DeleteEndpoint,
  DeletePlatformApplication,
  DeleteSMSSandboxPhoneNumber,
  DeleteTopic,
  GetDataProtectionPolicy,
  GetEndpointAttributes,
  GetPlatformApplicationAttributes,
  GetSMSAttributes,
  GetSMSSandboxAccountStatus,
  GetSubscriptionAttributes,
  GetTopicAttributes,
  ListEndpointsByPlatformApplication,
  ListOriginationNumbers,
  ListPhoneNumbersOptedOut,
  ListPlatformApplications,
  ListSMSSandboxPhoneNumbers,
  ListSubscriptions,
  ListSubscriptionsByTopic,
  ListTagsForResource,
  ListTopics,
  OptInPhoneNumber,
  Publish,
  PublishBatch,
  PutDataProtectionPolicy,
  RemovePermission,
  SetEndpointAttributes,
  SetPlatformApplicationAttributes,
  SetSMSAttributes,
  SetSubscriptionAttributes,
  SetTopicAttributes,
  Subscribe,
  TagResource,
  Unsubscribe,
  UntagResource,
  VerifySMSSandboxPhoneNumber,
};
