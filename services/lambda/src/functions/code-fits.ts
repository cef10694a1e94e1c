import type { Place } from "@skylab/aws";
import { codeStorageExceeded, withLayersTooLarge } from "../domain/functions/code-errors.ts";
import { MAX_CODE_STORAGE_BYTES, MAX_UNZIPPED_BYTES } from "../domain/functions/limits.ts";
import type { LambdaStore } from "../store/store.ts";

type Unzipped = { readonly unzippedBytes: number };

/** @throws AwsError InvalidParameterValueException where code and layers together are too large */
export function requireFits(code: Unzipped, layers: readonly { readonly zip: Unzipped }[]): void {
  const bytes = layers.reduce((sum, { zip }) => sum + zip.unzippedBytes, code.unzippedBytes);
  if (bytes > MAX_UNZIPPED_BYTES) throw withLayersTooLarge(bytes);
}

/** @throws AwsError CodeStorageExceededException */
export async function requireStorage(bytes: number, place: Place, store: LambdaStore): Promise<void> {
  if ((await store.code.storedBytesLately(place)) + bytes > MAX_CODE_STORAGE_BYTES) throw codeStorageExceeded();
}
