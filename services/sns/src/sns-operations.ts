import { notImplemented } from "@skylab/service";
import type { SnsOperations, Operation } from "./operation.ts";
import { CheckIfPhoneNumberIsOptedOut } from "./operations/CheckIfPhoneNumberIsOptedOut.ts";
import { CreatePlatformApplication } from "./operations/CreatePlatformApplication.ts";
import { CreatePlatformEndpoint } from "./operations/CreatePlatformEndpoint.ts";
import { CreateSMSSandboxPhoneNumber } from "./operations/CreateSMSSandboxPhoneNumber.ts";
import { DeleteEndpoint } from "./operations/DeleteEndpoint.ts";
import { DeletePlatformApplication } from "./operations/DeletePlatformApplication.ts";
import { DeleteSMSSandboxPhoneNumber } from "./operations/DeleteSMSSandboxPhoneNumber.ts";
import { GetEndpointAttributes } from "./operations/GetEndpointAttributes.ts";
import { GetPlatformApplicationAttributes } from "./operations/GetPlatformApplicationAttributes.ts";
import { GetSMSAttributes } from "./operations/GetSMSAttributes.ts";
import { GetSMSSandboxAccountStatus } from "./operations/GetSMSSandboxAccountStatus.ts";
import { ListEndpointsByPlatformApplication } from "./operations/ListEndpointsByPlatformApplication.ts";
import { ListOriginationNumbers } from "./operations/ListOriginationNumbers.ts";
import { ListPhoneNumbersOptedOut } from "./operations/ListPhoneNumbersOptedOut.ts";
import { ListPlatformApplications } from "./operations/ListPlatformApplications.ts";
import { ListSMSSandboxPhoneNumbers } from "./operations/ListSMSSandboxPhoneNumbers.ts";
import { OptInPhoneNumber } from "./operations/OptInPhoneNumber.ts";
import { SetEndpointAttributes } from "./operations/SetEndpointAttributes.ts";
import { SetPlatformApplicationAttributes } from "./operations/SetPlatformApplicationAttributes.ts";
import { SetSMSAttributes } from "./operations/SetSMSAttributes.ts";
import { VerifySMSSandboxPhoneNumber } from "./operations/VerifySMSSandboxPhoneNumber.ts";

/** Every operation of SNS. */
export const snsOperations: {
  readonly [Name in keyof SnsOperations]: Operation<Name> | typeof notImplemented;
} = {
  AddPermission: notImplemented,
  CheckIfPhoneNumberIsOptedOut,
  ConfirmSubscription: notImplemented,
  CreatePlatformApplication,
  CreatePlatformEndpoint,
  CreateSMSSandboxPhoneNumber,
  CreateTopic: notImplemented,
  DeleteEndpoint,
  DeletePlatformApplication,
  DeleteSMSSandboxPhoneNumber,
  DeleteTopic: notImplemented,
  GetDataProtectionPolicy: notImplemented,
  GetEndpointAttributes,
  GetPlatformApplicationAttributes,
  GetSMSAttributes,
  GetSMSSandboxAccountStatus,
  GetSubscriptionAttributes: notImplemented,
  GetTopicAttributes: notImplemented,
  ListEndpointsByPlatformApplication,
  ListOriginationNumbers,
  ListPhoneNumbersOptedOut,
  ListPlatformApplications,
  ListSMSSandboxPhoneNumbers,
  ListSubscriptions: notImplemented,
  ListSubscriptionsByTopic: notImplemented,
  ListTagsForResource: notImplemented,
  ListTopics: notImplemented,
  OptInPhoneNumber,
  Publish: notImplemented,
  PublishBatch: notImplemented,
  PutDataProtectionPolicy: notImplemented,
  RemovePermission: notImplemented,
  SetEndpointAttributes,
  SetPlatformApplicationAttributes,
  SetSMSAttributes,
  SetSubscriptionAttributes: notImplemented,
  SetTopicAttributes: notImplemented,
  Subscribe: notImplemented,
  TagResource: notImplemented,
  Unsubscribe: notImplemented,
  UntagResource: notImplemented,
  VerifySMSSandboxPhoneNumber,
};
