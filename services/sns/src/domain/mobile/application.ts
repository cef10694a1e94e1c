import { hash, X509Certificate } from "node:crypto";
import { isoSeconds } from "@skylab/aws";
import { invalidParameter } from "../errors.ts";
import type { ApplicationAddress } from "./arns.ts";
import { readFlag } from "./attribute-flag.ts";
import { invalidAttributeName, invalidAttributes, invalidAttributeValue } from "./errors.ts";
import type { Platform } from "./platform.ts";

/** A platform application as it is kept, under its platform and name. */
export type ApplicationRow = {
  /** Unique for ever: an application made again under an old name has another, and none of the old one's endpoints. */
  readonly id: string;
  /** What may be shown of it: all but the credentials. */
  readonly attributes: Readonly<Record<string, string>>;
  /** SHA-256 of principal and credential: by it we know them again, and cannot show them. */
  readonly credentials: string;
};

export type PlatformApplication = ApplicationAddress & { readonly row: ApplicationRow };

/** https://docs.aws.amazon.com/sns/latest/api/API_CreatePlatformApplication.html */
const MAX_NAME_LENGTH = 256;

/** https://docs.aws.amazon.com/sns/latest/api/API_SetPlatformApplicationAttributes.html */
const SETTINGS = new Set([
  "ApplePlatformBundleID",
  "ApplePlatformTeamID",
  "Enabled",
  "EventDeliveryFailure",
  "EventEndpointCreated",
  "EventEndpointDeleted",
  "EventEndpointUpdated",
  "FailureFeedbackRoleArn",
  "SuccessFeedbackRoleArn",
  "SuccessFeedbackSampleRate",
]);
const CREDENTIALS = new Set(["PlatformCredential", "PlatformPrincipal"]);

type Attributes = Readonly<Record<string, string>>;

/** @throws AwsError InvalidParameter */
export function checkApplicationName(name: string): void {
  // An empty name leaves two blanks.
  if (name === "") throw invalidParameter(`${name} Reason: cannot be empty`);
  if (name.length > MAX_NAME_LENGTH) {
    throw invalidParameter(`${name} Reason: must be at most ${MAX_NAME_LENGTH} characters long`);
  }
  if (!/^[\w.-]+$/.test(name)) {
    throw invalidParameter(`${name} Reason: must contain only characters 'a'-'z', 'A'-'Z', '0'-'9', '_', '-', and '.'`);
  }
}

/**
 * A new application. Nobody asks the push service whether its credentials are good.
 * @throws AwsError InvalidParameter
 */
export function newApplication(id: string, platform: Platform, attributes: Attributes): ApplicationRow {
  const { PlatformCredential: credential, PlatformPrincipal: principal } = attributes;
  if (credential === undefined) {
    throw invalidAttributes(
      principal === undefined
        ? "Platform credentials are invalid"
        : "PlatformPrincipal attribute provided without PlatformCredential",
    );
  }
  // Firebase knows no principal.
  if (principal === undefined && platform !== "GCM") {
    throw invalidAttributes("PlatformCredential attribute provided without PlatformPrincipal");
  }
  return changeApplication({ id, attributes: { Enabled: "true" }, credentials: "" }, attributes);
}

/**
 * An application with attributes set. An empty text takes one away.
 * @throws AwsError InvalidParameter
 */
export function changeApplication(row: ApplicationRow, attributes: Attributes): ApplicationRow {
  const shown: Record<string, string> = { ...row.attributes };
  for (const [name, value] of Object.entries(attributes)) {
    if (CREDENTIALS.has(name)) continue;
    if (!SETTINGS.has(name)) throw invalidAttributeName(name);
    if (value === "" && name !== "Enabled") delete shown[name];
    else shown[name] = readSetting(name, value);
  }
  const { PlatformCredential: credential, PlatformPrincipal: principal = "" } = attributes;
  if (credential === undefined) return { ...row, attributes: shown };
  const expiry = expiryOf(principal);
  if (expiry === undefined) delete shown["AppleCertificateExpiryDate"];
  else shown["AppleCertificateExpiryDate"] = expiry;
  return { ...row, attributes: shown, credentials: hash("sha256", JSON.stringify([principal, credential])) };
}

/** Whether one who makes an application again asks for what is there. */
export const isSameApplication = (one: ApplicationRow, other: ApplicationRow): boolean =>
  one.credentials === other.credentials && sorted(one.attributes) === sorted(other.attributes);

const sorted = (attributes: Attributes): string =>
  JSON.stringify(Object.entries(attributes).toSorted(([a], [b]) => (a < b ? -1 : 1)));

function readSetting(name: string, value: string): string {
  if (name === "Enabled") return readFlag(name, value);
  if (name === "SuccessFeedbackSampleRate" && !(/^\d{1,3}$/.test(value) && Number(value) <= 100)) {
    throw invalidAttributeValue(name, `${value} value provided is not an integer between 0-100`);
  }
  return value;
}

/** Until when Apple takes a certificate. */
function expiryOf(principal: string): string | undefined {
  if (!principal.includes("-----BEGIN CERTIFICATE-----")) return undefined;
  try {
    const { validTo } = new X509Certificate(principal);
    return isoSeconds(Date.parse(validTo));
  } catch {
    throw invalidAttributes("Platform credentials are invalid");
  }
}
