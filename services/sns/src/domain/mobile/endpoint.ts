import { hash } from "node:crypto";
import { invalidParameter } from "../errors.ts";
import { type ApplicationAddress, applicationArn, type EndpointAddress } from "./arns.ts";
import { readFlag } from "./attribute-flag.ts";
import { invalidAttributeName, invalidAttributeValue } from "./errors.ts";
import { isApple } from "./platform.ts";

/** An endpoint as it is kept: a device, under its application's id and its own. */
export type EndpointRow = {
  /** `Enabled`, `Token`, and what was set beside them. */
  readonly attributes: Readonly<Record<string, string>>;
};

export type Endpoint = EndpointAddress & { readonly row: EndpointRow };

/** https://docs.aws.amazon.com/sns/latest/api/API_SetEndpointAttributes.html */
const MAX_USER_DATA_BYTES = 2048;
const TOO_MUCH_USER_DATA = `must be at most ${MAX_USER_DATA_BYTES} bytes long in UTF-8 encoding`;
const ATTRIBUTES = new Set(["CustomUserData", "Enabled", "Token"]);

/** https://docs.aws.amazon.com/sns/latest/dg/SNSMobilePushBaidu.html */
const ATTRIBUTES_OF_BAIDU = new Set(["ChannelId", "UserId"]);

type Attributes = Readonly<Record<string, string>>;

/** What CreatePlatformEndpoint is given. */
export type EndpointInput = {
  readonly Token: string;
  readonly CustomUserData?: string | undefined;
  readonly Attributes?: Attributes | undefined;
};

/**
 * A new endpoint. Its attributes count where a parameter says otherwise.
 * @throws AwsError InvalidParameter
 */
export function newEndpoint({ platform }: Pick<ApplicationAddress, "platform">, input: EndpointInput): EndpointRow {
  const { Token: token, CustomUserData: userData, Attributes: attributes = {} } = input;
  if (token === "") throw invalidParameter("Token Reason: cannot be empty");
  if (userData !== undefined && isTooLong(userData))
    throw invalidParameter(`CustomUserData Reason: ${TOO_MUCH_USER_DATA}`);
  const given = { Enabled: "true", Token: tokenOf(platform, token), ...(userData && { CustomUserData: userData }) };
  return changeEndpoint({ attributes: given }, platform, attributes);
}

/** @throws AwsError InvalidParameter */
export function changeEndpoint(row: EndpointRow, platform: string, attributes: Attributes): EndpointRow {
  const changed: Record<string, string> = { ...row.attributes };
  for (const [name, value] of Object.entries(attributes)) {
    if (!ATTRIBUTES.has(name) && !(platform === "BAIDU" && ATTRIBUTES_OF_BAIDU.has(name))) {
      throw invalidAttributeName(name);
    }
    changed[name] = readAttribute(platform, name, value);
  }
  if (changed["CustomUserData"] === "") delete changed["CustomUserData"];
  return { ...row, attributes: changed };
}

function readAttribute(platform: string, name: string, value: string): string {
  if (name === "Enabled") return readFlag(name, value);
  if (name === "CustomUserData" && isTooLong(value)) throw invalidAttributeValue(name, TOO_MUCH_USER_DATA);
  if (name !== "Token") return value;
  if (value === "") throw invalidAttributeValue(name, "cannot be empty");
  return tokenOf(platform, value);
}

const isTooLong = (userData: string): boolean => Buffer.byteLength(userData) > MAX_USER_DATA_BYTES;

const tokenOf = (platform: string, token: string): string => (isApple(platform) ? token.toLowerCase() : token);

/** Whether one who makes an endpoint again asks for what is there. */
export function isSameEndpoint({ attributes: one }: EndpointRow, { attributes: other }: EndpointRow): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}

export const isEnabled = ({ row }: { readonly row: { readonly attributes: Attributes } }): boolean =>
  row.attributes["Enabled"] === "true";

/**
 * The id of the endpoint that is made for a token: a UUID of version 3, as AWS's are, so that the same token has the same
 * ARN again after its endpoint was deleted.
 */
export function endpointIdOf(application: ApplicationAddress, token: string): string {
  const digest = Buffer.from(hash("md5", `${applicationArn(application)} ${token}`), "hex");
  digest[6] = (digest.readUInt8(6) & 0x0f) | 0x30;
  digest[8] = (digest.readUInt8(8) & 0x3f) | 0x80;
  return digest.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
