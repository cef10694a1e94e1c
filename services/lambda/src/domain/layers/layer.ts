import type { Architecture, Runtime } from "@aws-sdk/client-lambda";
import { type AwsError, formatArn, isSameRegion, type Place } from "@skylab/aws";
import { invalidParameterValue, resourceDoesNotExist } from "../errors.ts";
import type { ZipCode } from "../functions/version.ts";

/** Which layer: its account and region, and its name there. */
export type LayerAddress = { readonly place: Place; readonly name: string };

/** Which version of it. */
export type LayerVersionAddress = LayerAddress & { readonly version: number };

/** What all versions of a layer have in common, as it is kept. */
export type StoredLayer = {
  /** Numbers are never given twice, also where versions were deleted. */
  readonly lastVersion: number;
};

/** A version of a layer, as it is kept. */
export type StoredLayerVersion = {
  readonly code: ZipCode;
  readonly createdDate: string;
  readonly description: string;
  readonly licenseInfo?: string;
  /** Absent where its publisher said nothing, which is something else than an empty list. */
  readonly compatibleRuntimes?: readonly Runtime[];
  readonly compatibleArchitectures?: readonly Architecture[];
  /** Who may use it beside its own account (JSON), and the revision of that. */
  readonly policy?: { readonly document: string; readonly revisionId: string };
};

/** The ARN of a layer; with its version, where one is named. */
export const layerArn = ({ place, name }: LayerAddress, version?: number): string =>
  formatArn({ service: "lambda", ...place, resource: `layer:${name}${version === undefined ? "" : `:${version}`}` });

const ARN =
  /^arn:[a-zA-Z0-9-]+:lambda:(?<region>[a-z0-9-]+):(?<account>\d{12}):layer:(?<name>[a-zA-Z0-9-_]+)(?::(?<version>\d+))?$/;

/**
 * The layer that a parameter `LayerName` names: by its name or its ARN.
 * @throws AwsError ResourceNotFoundException for other regions
 */
export function readLayerName(text: string, here: Place): LayerAddress {
  const { account, name, region } = ARN.exec(text)?.groups ?? {};
  if (account === undefined || region === undefined || name === undefined) return { place: here, name: text };
  if (!isSameRegion({ region }, here)) throw resourceDoesNotExist();
  return { place: { account, region }, name };
}

/** The version that an ARN names; `undefined`: it is none's. */
export function readLayerVersionArn(arn: string): LayerVersionAddress | undefined {
  const { account, name, region, version } = ARN.exec(arn)?.groups ?? {};
  if (account === undefined || region === undefined || name === undefined || version === undefined) return undefined;
  return { place: { account, region }, name, version: Number(version) };
}

export const layerDoesNotExist = (arn: string): AwsError =>
  invalidParameterValue(`Layer version ${arn} does not exist.`);

export const layersElsewhere = (region: string): AwsError =>
  invalidParameterValue(
    `Layers are not in the same region as the function. Layers are expected to be in region ${region}.`,
  );

export const sameLayerTwice = (one: string, other: string): AwsError =>
  invalidParameterValue(
    `Two different versions of the same layer are not allowed to be referenced in the same function. ${one} and ${other} are versions of the same layer.`,
  );
