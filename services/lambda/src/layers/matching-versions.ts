import { decodeKey, type Listed } from "@skylab/records";
import { type CompatibleWith, isCompatible } from "../domain/layers/described.ts";
import type { LayerAddress, StoredLayerVersion } from "../domain/layers/layer.ts";
import type { LayerPage } from "../store/layers.ts";
import type { LambdaStore } from "../store/store.ts";

/** Versions that are read at a time. */
const AT_ONCE = 100;

/** The versions of a layer that go with what is asked for, the last one first. */
export async function matchingVersions(
  of: LayerAddress,
  { after, limit, ...asked }: LayerPage & CompatibleWith,
  store: LambdaStore,
): Promise<readonly Listed<StoredLayerVersion>[]> {
  const found: Listed<StoredLayerVersion>[] = [];
  let from = after;
  do {
    const piece = await store.layers.listVersions(of, { after: from, limit: AT_ONCE });
    found.push(...piece.filter(({ row }) => isCompatible(row, asked)));
    from = piece.length < AT_ONCE ? undefined : piece.at(-1)?.key;
  } while (from !== undefined && found.length < limit);
  return found.slice(0, limit);
}

/** The number of a version, by its key. */
export const versionOf = (key: Uint8Array): number => Number(decodeKey(key)[1]);
