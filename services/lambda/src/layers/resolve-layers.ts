import type { Layer } from "@aws-sdk/client-lambda";
import { isSameRegion, type Place } from "@skylab/aws";
import type { Transaction } from "@skylab/records";
import type { ZipCode } from "../domain/functions/version.ts";
import {
  layerArn,
  layerDoesNotExist,
  type LayerVersionAddress,
  layersElsewhere,
  readLayerVersionArn,
  sameLayerTwice,
} from "../domain/layers/layer.ts";
import { measured, type MeasuredZip } from "../store/code.ts";
import { layerVersionRows } from "../store/layers.ts";
import type { LambdaStore } from "../store/store.ts";

/** A layer as a function has it. */
export type ResolvedLayer = { readonly address: LayerVersionAddress; readonly arn: string; readonly zip: MeasuredZip };

/** What a function has of layers already. */
type Current = { readonly Layers?: readonly Layer[] | undefined; readonly layers: readonly ZipCode[] };

/**
 * The layers that a function of `place` is to have. Of another account's it gets a copy of its own, which stays when that
 * account deletes it; whether it may have it, access has decided.
 * @throws AwsError InvalidParameterValueException
 */
export async function resolveLayers(
  arns: readonly string[],
  place: Place,
  { current, store }: { readonly current?: Current; readonly store: LambdaStore },
): Promise<readonly ResolvedLayer[]> {
  const asked = arns.map((arn) => ({ arn, address: addressOf(arn, place) }));
  requireDifferent(asked);
  const resolved: ResolvedLayer[] = [];
  for (const { address, arn } of asked) {
    const known = isOwn(address, place) ? undefined : copyOf(arn, current);
    const zip = known ? await measured(store.of(place), known) : await find(address, place, store);
    resolved.push({ address, arn, zip });
  }
  return resolved;
}

/** Those of the function's own account are still there when it gets them. */
export async function requireLayers(rows: Transaction, layers: readonly ResolvedLayer[], place: Place): Promise<void> {
  for (const { address, arn } of layers) {
    const isThere = !isOwn(address, place) || (await rows.get(layerVersionRows, address.name, address.version));
    if (!isThere) throw layerDoesNotExist(arn);
  }
}

function addressOf(arn: string, place: Place): LayerVersionAddress {
  const address = readLayerVersionArn(arn);
  if (address === undefined) throw layerDoesNotExist(arn);
  if (!isSameRegion(address.place, place)) throw layersElsewhere(place.region);
  return address;
}

function requireDifferent(asked: readonly { readonly arn: string; readonly address: LayerVersionAddress }[]): void {
  const seen = new Map<string, string>();
  for (const { address, arn } of asked) {
    const other = seen.get(layerArn(address));
    if (other !== undefined) throw sameLayerTwice(other, arn);
    seen.set(layerArn(address), arn);
  }
}

const isOwn = (address: LayerVersionAddress, place: Place): boolean => address.place.account === place.account;

function copyOf(arn: string, current: Current | undefined): ZipCode | undefined {
  const at = current?.Layers?.findIndex((layer) => layer.Arn === arn) ?? -1;
  return current?.layers[at];
}

async function find(address: LayerVersionAddress, place: Place, store: LambdaStore): Promise<MeasuredZip> {
  const version = await store.layers.readVersion(address);
  if (version === undefined) throw layerDoesNotExist(layerArn(address, address.version));
  const zip = await measured(store.of(address.place), version.code);
  if (isOwn(address, place)) return zip;
  const blob = await store.code.newBlob(place);
  await store.blobs.put(blob, await store.blobs.get(version.code.blob), { sizeHint: version.code.size });
  return { ...zip, code: { ...version.code, blob } };
}
