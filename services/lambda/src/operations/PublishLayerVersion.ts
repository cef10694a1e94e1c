import type { PublishLayerVersionResponse } from "@aws-sdk/client-lambda";
import { takeZip } from "../code/take-zip.ts";
import { lastModified } from "../domain/functions/described.ts";
import { describedVersion } from "../domain/layers/described.ts";
import { readLayerName, type StoredLayerVersion } from "../domain/layers/layer.ts";
import { requireStorage } from "../functions/code-fits.ts";
import type { LambdaOperations, Operation } from "../operation.ts";
import { holdCode } from "../store/code.ts";
import { layerRows, layerVersionRows } from "../store/layers.ts";

type Input = LambdaOperations["PublishLayerVersion"]["input"];

/** https://docs.aws.amazon.com/lambda/latest/api/API_PublishLayerVersion.html */
export const PublishLayerVersion: Operation<"PublishLayerVersion"> = async (
  input,
  call,
  store,
): Promise<PublishLayerVersionResponse> => {
  const of = readLayerName(input.LayerName, call.place);
  const { name, place } = of;
  const taken = await takeZip(input.Content, place, { call, store });
  await requireStorage(taken.code.size, place, store);
  const made = newVersion(input, taken.code, lastModified(call.clock.now()));
  const version = await store.change(place, async (rows) => {
    const number = ((await rows.get(layerRows, name))?.lastVersion ?? 0) + 1;
    rows.put(layerRows, { lastVersion: number }, name);
    rows.put(layerVersionRows, made, name, number);
    await holdCode(rows, taken, "owners");
    return number;
  });
  return describedVersion({ ...of, version }, made, await store.codeLinks.linkTo(made.code.blob, call.endpoint));
};

const newVersion = (
  { CompatibleArchitectures, CompatibleRuntimes, Description = "", LicenseInfo }: Input,
  code: StoredLayerVersion["code"],
  createdDate: string,
): StoredLayerVersion => ({
  code,
  createdDate,
  description: Description,
  ...(LicenseInfo !== undefined && { licenseInfo: LicenseInfo }),
  ...(CompatibleRuntimes && { compatibleRuntimes: CompatibleRuntimes }),
  ...(CompatibleArchitectures && { compatibleArchitectures: CompatibleArchitectures }),
});
