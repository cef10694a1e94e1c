import { invalidParameterValue, resourceDoesNotExist } from "../domain/errors.ts";
import type { LayerVersionAddress, StoredLayerVersion } from "../domain/layers/layer.ts";
import type { LambdaStore } from "../store/store.ts";

/** @throws AwsError InvalidParameterValueException for numbers that no version has */
export function requireVersionNumber(version: number): void {
  if (version < 1) throw invalidParameterValue("Layer Version Cannot be less than 1");
}

/** @throws AwsError InvalidParameterValueException, ResourceNotFoundException */
export async function findLayerVersion(address: LayerVersionAddress, store: LambdaStore): Promise<StoredLayerVersion> {
  requireVersionNumber(address.version);
  const version = await store.layers.readVersion(address);
  if (version === undefined) throw resourceDoesNotExist();
  return version;
}
