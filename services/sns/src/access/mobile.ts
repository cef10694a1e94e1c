import { formatArn } from "@skylab/aws";
import type { Access, AccessRule, Target } from "@skylab/service";
import type { SnsOperations } from "../operation.ts";
import type { SnsStore } from "../store/store.ts";
import { onPlace } from "./topics.ts";

type MobileOperation =
  | "CheckIfPhoneNumberIsOptedOut"
  | "CreatePlatformApplication"
  | "CreatePlatformEndpoint"
  | "CreateSMSSandboxPhoneNumber"
  | "DeleteEndpoint"
  | "DeletePlatformApplication"
  | "DeleteSMSSandboxPhoneNumber"
  | "GetEndpointAttributes"
  | "GetPlatformApplicationAttributes"
  | "GetSMSAttributes"
  | "GetSMSSandboxAccountStatus"
  | "ListEndpointsByPlatformApplication"
  | "ListOriginationNumbers"
  | "ListPhoneNumbersOptedOut"
  | "ListPlatformApplications"
  | "ListSMSSandboxPhoneNumbers"
  | "OptInPhoneNumber"
  | "SetEndpointAttributes"
  | "SetPlatformApplicationAttributes"
  | "SetSMSAttributes"
  | "VerifySMSSandboxPhoneNumber";

/**
 * What IAM decides by of platform applications, endpoints and phone numbers. The reference lists no resources for them;
 * these are the ones that AWS's refusals name.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html
 */
export const mobileAccess: {
  readonly [Name in MobileOperation]: Access<SnsOperations[Name]["input"], SnsStore>;
} = {
  CheckIfPhoneNumberIsOptedOut: onPlace("CheckIfPhoneNumberIsOptedOut"),
  CreatePlatformApplication: {
    action: "sns:CreatePlatformApplication",
    // AWS names none, and so calls it.
    on: (_input, { place }) => ({ resource: formatArn({ service: "sns", ...place, resource: "app/" }) }),
  },
  CreatePlatformEndpoint: onApplication("CreatePlatformEndpoint"),
  CreateSMSSandboxPhoneNumber: onPlace("CreateSMSSandboxPhoneNumber"),
  DeleteEndpoint: onEndpoint("DeleteEndpoint"),
  DeletePlatformApplication: onApplication("DeletePlatformApplication"),
  DeleteSMSSandboxPhoneNumber: onPlace("DeleteSMSSandboxPhoneNumber"),
  GetEndpointAttributes: onEndpoint("GetEndpointAttributes"),
  GetPlatformApplicationAttributes: onApplication("GetPlatformApplicationAttributes"),
  GetSMSAttributes: onPlace("GetSMSAttributes"),
  GetSMSSandboxAccountStatus: onPlace("GetSMSSandboxAccountStatus"),
  ListEndpointsByPlatformApplication: onApplication("ListEndpointsByPlatformApplication"),
  ListOriginationNumbers: onPlace("ListOriginationNumbers"),
  ListPhoneNumbersOptedOut: onPlace("ListPhoneNumbersOptedOut"),
  ListPlatformApplications: onPlace("ListPlatformApplications"),
  ListSMSSandboxPhoneNumbers: onPlace("ListSMSSandboxPhoneNumbers"),
  OptInPhoneNumber: onPlace("OptInPhoneNumber"),
  SetEndpointAttributes: onEndpoint("SetEndpointAttributes"),
  SetPlatformApplicationAttributes: onApplication("SetPlatformApplicationAttributes"),
  SetSMSAttributes: onPlace("SetSMSAttributes"),
  VerifySMSSandboxPhoneNumber: onPlace("VerifySMSSandboxPhoneNumber"),
};

/** What Publish is on where it goes straight to a phone: its number, bare as it is. */
export const phoneTarget = (PhoneNumber: string): Target => ({ resource: PhoneNumber });

function onApplication(action: string): AccessRule<{ readonly PlatformApplicationArn: string }, SnsStore> {
  return { action: `sns:${action}`, on: ({ PlatformApplicationArn: arn }) => ({ resource: arn }) };
}

/** AWS asks about the application whose endpoint it is. */
function onEndpoint(action: string): AccessRule<{ readonly EndpointArn: string }, SnsStore> {
  return { action: `sns:${action}`, on: ({ EndpointArn: arn }) => ({ resource: applicationOf(arn) }) };
}

/** What is no endpoint's ARN stays as it is: the operation refuses it. */
const applicationOf = (arn: string): string => arn.replace(/:endpoint\/([^/]*\/[^/]*)\/[^/]*$/, ":app/$1");
