import type { Architecture, GetLayerVersionResponse, LayerVersionsListItem, Runtime } from "@aws-sdk/client-lambda";
import { layerArn, type LayerVersionAddress, type StoredLayerVersion } from "./layer.ts";

/** A version of a layer as lists show it. */
export const listedVersion = (address: LayerVersionAddress, version: StoredLayerVersion): LayerVersionsListItem => {
  const { compatibleArchitectures, compatibleRuntimes, licenseInfo } = version;
  return {
    LayerVersionArn: layerArn(address, address.version),
    Version: address.version,
    Description: version.description,
    CreatedDate: version.createdDate,
    ...(compatibleRuntimes && { CompatibleRuntimes: [...compatibleRuntimes] }),
    ...(compatibleArchitectures && { CompatibleArchitectures: [...compatibleArchitectures] }),
    ...(licenseInfo !== undefined && { LicenseInfo: licenseInfo }),
  };
};

/** A version of a layer by itself, with a link to its code. */
export const describedVersion = (
  address: LayerVersionAddress,
  version: StoredLayerVersion,
  link: string,
): GetLayerVersionResponse => ({
  ...listedVersion(address, version),
  LayerArn: layerArn(address),
  Content: { Location: link, CodeSha256: version.code.sha256, CodeSize: version.code.size },
});

/** What a list of layers is asked for. */
export type CompatibleWith = {
  readonly CompatibleRuntime?: Runtime | undefined;
  readonly CompatibleArchitecture?: Architecture | undefined;
};

/** Whether a version says that it goes with what is asked for. */
export const isCompatible = (
  { compatibleArchitectures = [], compatibleRuntimes = [] }: StoredLayerVersion,
  { CompatibleArchitecture, CompatibleRuntime }: CompatibleWith,
): boolean =>
  (CompatibleRuntime === undefined || compatibleRuntimes.includes(CompatibleRuntime)) &&
  (CompatibleArchitecture === undefined || compatibleArchitectures.includes(CompatibleArchitecture));
