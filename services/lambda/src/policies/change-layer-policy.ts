import { resourceNotFound, revisionDiffers } from "../domain/errors.ts";
import { layerArn, type LayerVersionAddress, type StoredLayerVersion } from "../domain/layers/layer.ts";
import { layerVersionRows } from "../store/layers.ts";
import type { LambdaStore } from "../store/store.ts";

export type LayerPolicyChange = {
  /** As its caller knows it; where it is another one, nothing is changed. */
  readonly revisionId: string | undefined;
  /** The policy from now on; `undefined`: none. It may be asked again, and throw. */
  readonly decide: (policy: string | undefined) => string | undefined;
};

/**
 * Changes who may use a version of a layer; answers what there is then.
 * @throws AwsError ResourceNotFoundException, PreconditionFailedException
 */
export function changeLayerPolicy(
  of: LayerVersionAddress,
  change: LayerPolicyChange,
  store: LambdaStore,
): Promise<StoredLayerVersion["policy"]> {
  return store.change(of.place, async (rows) => {
    const found = await rows.get(layerVersionRows, of.name, of.version);
    if (found === undefined) throw layerVersionDoesNotExist(of);
    const { policy: current, ...version } = found;
    if (change.revisionId !== undefined && change.revisionId !== current?.revisionId) {
      throw revisionDiffers("GetLayerPolicy");
    }
    const document = change.decide(current?.document);
    const policy = document === undefined ? undefined : { document, revisionId: store.ids.uuid() };
    rows.put(layerVersionRows, { ...version, ...(policy && { policy }) }, of.name, of.version);
    return policy;
  });
}

export const layerVersionDoesNotExist = (of: LayerVersionAddress): Error =>
  resourceNotFound(`Layer version ${layerArn(of, of.version)} does not exist.`);
