import type { FunctionConfiguration } from "@aws-sdk/client-lambda";
import { imagesAreNotSigned } from "../domain/code-signing/code-signing-config.ts";
import { resourceConflict } from "../domain/errors.ts";
import { checkArchitectures, checkHandler, checkSettings, notBuilt } from "../domain/functions/check-settings.ts";
import { beingCreated } from "../domain/functions/described.ts";
import { readFunctionName } from "../domain/functions/function-name.ts";
import { checkPackageType } from "../domain/functions/package-type.ts";
import type { StoredFunction } from "../domain/functions/stored-function.ts";
import { checkTags } from "../domain/tags.ts";
import { requireFits, requireStorage } from "../functions/code-fits.ts";
import { type Ingredients, newVersion, zipsTaken } from "../functions/new-version.ts";
import { publishVersion } from "../functions/publish-version.ts";
import { requireRole } from "../functions/require-role.ts";
import { requireSigned } from "../functions/require-signed.ts";
import { takeCode } from "../functions/take-code.ts";
import { requireLayers, resolveLayers } from "../layers/resolve-layers.ts";
import type { LambdaOperations, Operation } from "../operation.ts";
import { functionRows } from "../store/functions.ts";
import { writeVersion } from "../store/write-version.ts";

type Input = LambdaOperations["CreateFunction"]["input"];

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
export const CreateFunction: Operation<"CreateFunction"> = async (
  input,
  call,
  store,
): Promise<FunctionConfiguration> => {
  const of = readFunctionName({ name: input.FunctionName }, call.place);
  const { name, place } = of;
  check(input);
  if ((await store.functions.read(of)) !== undefined) throw alreadyExists(name);
  await requireRole(input.Role, of, store);
  const layers = await resolveLayers(input.Layers ?? [], place, { store });
  const taken = await takeCode(input.Code, { place, call, store });
  const made: Ingredients = { of, taken, layers };
  requireFits(taken, layers);
  await requireStorage(taken.described.CodeSize ?? 0, place, store);

  const latest = newVersion(input, made, call);
  const created: StoredFunction = {
    id: call.ids.uuid(),
    tags: input.Tags ?? {},
    recursiveLoop: "Terminate",
    ...(input.CodeSigningConfigArn && { codeSigningConfigArn: input.CodeSigningConfigArn }),
  };
  const { configuration } = await store.change(place, async (rows) => {
    if ((await rows.get(functionRows, name)) !== undefined) throw alreadyExists(name);
    await requireSigned(rows, created.codeSigningConfigArn, { of, taken });
    await requireLayers(rows, layers, place);
    rows.put(functionRows, created, name);
    await writeVersion(rows, { name, before: undefined, after: latest, taken: zipsTaken(made) });
    return input.Publish ? publishVersion(rows, { name, of: created, latest, ids: call.ids }) : latest;
  });
  return beingCreated(configuration, call.ids.uuid());
};

const alreadyExists = (name: string): Error => resourceConflict(`Function already exist: ${name}`);

function check(input: Input): void {
  const { Architectures, Code, CodeSigningConfigArn, PackageType = "Zip", Runtime, TenancyConfig, VpcConfig } = input;
  if (input.PublishTo !== undefined) throw notBuilt("PublishTo");
  if (TenancyConfig !== undefined) throw notBuilt("TenancyConfig");
  checkArchitectures(Architectures);
  checkPackageType(PackageType, Code, "creating");
  if (PackageType === "Zip") checkHandler(input);
  else if (CodeSigningConfigArn) throw imagesAreNotSigned();
  const isInVpc = (VpcConfig?.SubnetIds ?? []).length > 0;
  checkSettings(input, { packageType: PackageType, runtime: Runtime, isInVpc });
  checkTags(input.Tags ?? {});
}
