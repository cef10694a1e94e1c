import type { FunctionConfiguration } from "@aws-sdk/client-lambda";
import type { Call } from "@skylab/service";
import { checkSettings } from "../domain/functions/check-settings.ts";
import { configured } from "../domain/functions/configuration.ts";
import { beingUpdated, lastModified } from "../domain/functions/described.ts";
import type { StoredVersion } from "../domain/functions/version.ts";
import { readFunction } from "../find-function.ts";
import { holdLatest, requireRevision } from "../functions/change-latest.ts";
import { requireFits } from "../functions/code-fits.ts";
import { describeLayers, withImageConfig } from "../functions/new-version.ts";
import { requireRole } from "../functions/require-role.ts";
import { requireLayers, type ResolvedLayer, resolveLayers } from "../layers/resolve-layers.ts";
import type { LambdaOperations, Operation } from "../operation.ts";
import { measured } from "../store/code.ts";
import type { LambdaStore } from "../store/store.ts";
import { writeVersion } from "../store/write-version.ts";

type Input = LambdaOperations["UpdateFunctionConfiguration"]["input"];

/** https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionConfiguration.html */
export const UpdateFunctionConfiguration: Operation<"UpdateFunctionConfiguration"> = async (
  input,
  call,
  store,
): Promise<FunctionConfiguration> => {
  const found = await readFunction({ name: input.FunctionName }, call.place, store);
  const { name, place, version } = found;
  check(input, version);
  if (input.Role !== undefined) await requireRole(input.Role, found, store);
  const layers = await newLayers(input, found, store);

  const { configuration } = await store.change(place, async (rows) => {
    const { latest } = await holdLatest(rows, found, input.RevisionId);
    if (layers !== undefined) await requireLayers(rows, layers, place);
    const after = withSettings(latest, { input, layers }, call);
    await writeVersion(rows, { name, before: latest, after, taken: (layers ?? []).map(({ zip }) => zip) });
    return after;
  });
  return beingUpdated(configuration, call.ids.uuid());
};

function check(input: Input, { configuration }: StoredVersion): void {
  const { PackageType = "Zip", Runtime, VpcConfig } = configuration;
  requireRevision({ configuration }, input.RevisionId);
  checkSettings(input, {
    packageType: PackageType,
    runtime: input.Runtime ?? Runtime,
    isInVpc: (input.VpcConfig?.SubnetIds ?? VpcConfig?.SubnetIds ?? []).length > 0,
  });
}

type Found = { readonly place: Call["place"]; readonly version: StoredVersion };

/** Those that it has from now on; `undefined`: it keeps those that it has. */
async function newLayers(
  input: Input,
  { place, version }: Found,
  store: LambdaStore,
): Promise<readonly ResolvedLayer[] | undefined> {
  if (input.Layers === undefined) return undefined;
  const current = { Layers: version.configuration.Layers, layers: version.layers };
  const layers = await resolveLayers(input.Layers, place, { current, store });
  const code = version.code.kind === "zip" ? await measured(store.of(place), version.code) : { unzippedBytes: 0 };
  requireFits(code, layers);
  return layers;
}

function withSettings(
  latest: StoredVersion,
  { input, layers }: { readonly input: Input; readonly layers: readonly ResolvedLayer[] | undefined },
  { clock, ids, place }: Call,
): StoredVersion {
  const changed = configured(latest.configuration, input, {
    layers: layers && describeLayers(layers),
    region: place.region,
  });
  const configuration = { ...changed, LastModified: lastModified(clock.now()), RevisionId: ids.uuid() };
  return {
    ...latest,
    configuration,
    code: withImageConfig(latest.code, configuration),
    ...(layers && { layers: layers.map(({ zip }) => zip.code) }),
  };
}
