import { invalidParameter } from "../errors.ts";

/**
 * The push services. Structured messages have their texts under these names.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-send-custom-platform-specific-payloads-mobile-devices.html
 */
const PLATFORMS = [
  "ADM",
  "APNS",
  "APNS_SANDBOX",
  "APNS_VOIP",
  "APNS_VOIP_SANDBOX",
  "BAIDU",
  "GCM",
  "MACOS",
  "MACOS_SANDBOX",
  "MPNS",
  "WNS",
] as const;

export type Platform = (typeof PLATFORMS)[number];

/** @throws AwsError InvalidParameter */
export function readPlatform(name: string): Platform {
  const platform = PLATFORMS.find((known) => known === name);
  if (platform === undefined) throw invalidParameter(`Platform Reason: ${name} is not supported`);
  return platform;
}

/** Apple's tokens are hexadecimal, and shown in lower case. https://docs.aws.amazon.com/sns/latest/api/API_GetEndpointAttributes.html */
export const isApple = (platform: string): boolean => platform.startsWith("APNS") || platform.startsWith("MACOS");
