import { formatArn, type Place } from "@skylab/aws";
import { invalidParameter } from "../errors.ts";
import { checkParts } from "../read-arn.ts";

export type ApplicationAddress = { readonly place: Place; readonly platform: string; readonly name: string };

export type EndpointAddress = { readonly application: ApplicationAddress; readonly id: string };

/** `arn:aws:sns:us-east-1:123456789012:app/GCM/shop`. */
export const applicationArn = ({ place: { account, region }, platform, name }: ApplicationAddress): string =>
  formatArn({ service: "sns", region, account, resource: `app/${platform}/${name}` });

/** `arn:aws:sns:us-east-1:123456789012:endpoint/GCM/shop/e1097da7-0f72-32e1-bb1e-8df05ad14443`. */
export const endpointArn = ({ application, id }: EndpointAddress): string => {
  const { place, platform, name } = application;
  return formatArn({ service: "sns", ...place, resource: `endpoint/${platform}/${name}/${id}` });
};

/** As a UUID is written. */
const ID_CHARACTERS = 36;

/**
 * The application that an ARN names; `undefined` where it names something else.
 * @throws AwsError InvalidParameter where it is no such ARN
 */
export function readApplicationArn(arn: string): ApplicationAddress | undefined {
  const parameter = "PlatformApplicationArn";
  const { isOfSns, place, resource } = readArn(arn, parameter);
  const [kind, platform, name, ...more] = resource.split("/");
  if (platform === undefined || name === undefined || more.length > 0) throw wrongSlashes(parameter);
  return isOfSns && kind === "app" ? { place, platform, name } : undefined;
}

/**
 * The endpoint that an ARN names; `undefined` where it names something else.
 * @throws AwsError InvalidParameter where it is no such ARN
 */
export function readEndpointArn(arn: string, parameter = "EndpointArn"): EndpointAddress | undefined {
  const { isOfSns, place, resource } = readArn(arn, parameter);
  const [kind, platform, name, id, ...more] = resource.split("/");
  if (platform === undefined || name === undefined || id === undefined || more.length > 0) {
    throw wrongSlashes(parameter);
  }
  if (id.length !== ID_CHARACTERS) {
    throw invalidParameter(
      `${parameter} Reason: ARN specifies an invalid endpointId: UUID must be encoded in exactly ${ID_CHARACTERS} characters.`,
    );
  }
  return isOfSns && kind === "endpoint" ? { application: { place, platform, name }, id } : undefined;
}

/** The endpoint that an ARN names, or `undefined` where it names none. */
export function parseEndpointArn(arn: string): EndpointAddress | undefined {
  const [, region, account, platform, name, id] = ENDPOINT_ARN.exec(arn) ?? [];
  if (region === undefined || account === undefined) return undefined;
  if (platform === undefined || name === undefined || id === undefined) return undefined;
  return { application: { place: { account, region }, platform, name }, id };
}

const ENDPOINT_ARN = /^arn:[^:]+:sns:([^:]+):([^:]+):endpoint\/([^/]+)\/([^/]+)\/([^/]+)$/;

type ParsedArn = { readonly isOfSns: boolean; readonly place: Place; readonly resource: string };

function readArn(arn: string, parameter: string): ParsedArn {
  const [prefix, , service, region = "", account = "", ...resource] = checkParts(arn, parameter);
  return { isOfSns: prefix === "arn" && service === "sns", place: { account, region }, resource: resource.join(":") };
}

const wrongSlashes = (parameter: string): Error =>
  invalidParameter(`${parameter} Reason: Wrong number of slashes in relative portion of the ARN.`);
