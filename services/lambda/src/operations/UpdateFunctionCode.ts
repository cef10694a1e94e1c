import type { FunctionConfiguration } from "@aws-sdk/client-lambda";
import type { Call } from "@skylab/service";
import { checkArchitectures, notBuilt } from "../domain/functions/check-settings.ts";
import { beingCreated, beingUpdated, lastModified } from "../domain/functions/described.ts";
import { functionArn } from "../domain/functions/function-arn.ts";
import { checkPackageType } from "../domain/functions/package-type.ts";
import type { StoredVersion } from "../domain/functions/version.ts";
import { readFunction } from "../find-function.ts";
import { holdLatest, requireRevision } from "../functions/change-latest.ts";
import { requireFits, requireStorage } from "../functions/code-fits.ts";
import { withImageConfig } from "../functions/new-version.ts";
import { publishVersion } from "../functions/publish-version.ts";
import { requireSigned } from "../functions/require-signed.ts";
import { takeCode, type TakenCode } from "../functions/take-code.ts";
import type { LambdaOperations, Operation } from "../operation.ts";
import { measured } from "../store/code.ts";
import { writeVersion } from "../store/write-version.ts";

type Input = LambdaOperations["UpdateFunctionCode"]["input"];

/** https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionCode.html */
export const UpdateFunctionCode: Operation<"UpdateFunctionCode"> = async (
  input,
  call,
  store,
): Promise<FunctionConfiguration> => {
  const found = await readFunction({ name: input.FunctionName }, call.place, store);
  const { name, place, version } = found;
  check(input, version);
  const taken = await takeCode(input, { place, call, store });
  const rows = store.of(place);
  const layers = await Promise.all(version.layers.map(async (code) => ({ zip: await measured(rows, code) })));
  requireFits(taken, layers);
  await requireStorage(taken.described.CodeSize ?? 0, place, store);
  const revisionId = call.ids.uuid();

  const { latest, published } = await store.change(place, async (change) => {
    const held = await holdLatest(change, found, input.RevisionId);
    await requireSigned(change, held.of.codeSigningConfigArn, { of: found, taken });
    const after = withCode(held.latest, { input, taken }, call);
    if (input.DryRun) return { latest: after, published: undefined };
    const zips = taken.code.kind === "zip" ? [{ code: taken.code, unzippedBytes: taken.unzippedBytes }] : [];
    await writeVersion(change, { name, before: held.latest, after, taken: zips });
    const publication = { name, of: held.of, latest: after, ids: call.ids };
    return { latest: after, published: input.Publish ? await publishVersion(change, publication) : undefined };
  });
  if (published === undefined) return beingUpdated(latest.configuration, revisionId);
  const arn = functionArn(found, published.configuration.Version);
  return { ...beingCreated(published.configuration, published.configuration.RevisionId), FunctionArn: arn };
};

function check(input: Input, version: StoredVersion): void {
  if (input.PublishTo !== undefined) throw notBuilt("PublishTo");
  requireRevision(version, input.RevisionId);
  checkArchitectures(input.Architectures);
  checkPackageType(version.configuration.PackageType ?? "Zip", input, "updating");
}

function withCode(
  { configuration, ...rest }: StoredVersion,
  { input, taken }: { readonly input: Input; readonly taken: TakenCode },
  { clock, ids }: Call,
): StoredVersion {
  const changed = {
    ...configuration,
    ...taken.described,
    ...(input.Architectures && { Architectures: input.Architectures }),
    LastModified: lastModified(clock.now()),
    RevisionId: ids.uuid(),
  };
  return { ...rest, configuration: changed, code: withImageConfig(taken.code, changed) };
}
