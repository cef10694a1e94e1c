import type { CreateFunctionRequest } from "@aws-sdk/client-lambda";
import type { Call } from "@skylab/service";
import { bareConfiguration, configured } from "../domain/functions/configuration.ts";
import { lastModified } from "../domain/functions/described.ts";
import type { FunctionAddress } from "../domain/functions/function-arn.ts";
import type { StoredCode, StoredConfiguration, StoredVersion } from "../domain/functions/version.ts";
import type { ResolvedLayer } from "../layers/resolve-layers.ts";
import type { MeasuredZip } from "../store/code.ts";
import type { TakenCode } from "./take-code.ts";

/** What `$LATEST` of a new function is made of. */
export type Ingredients = {
  readonly of: FunctionAddress;
  readonly taken: TakenCode;
  readonly layers: readonly ResolvedLayer[];
};

/** `$LATEST` of a new function. */
export function newVersion(
  input: CreateFunctionRequest & { readonly Role: string },
  { layers, of, taken }: Ingredients,
  { clock, ids }: Pick<Call, "clock" | "ids">,
): StoredVersion {
  const { Architectures, PackageType = "Zip", Role } = input;
  const bare = bareConfiguration(of, {
    PackageType,
    Role,
    RevisionId: ids.uuid(),
    LastModified: lastModified(clock.now()),
  });
  const made = { ...bare, ...taken.described, ...(Architectures && { Architectures }) };
  const described = input.Layers && describeLayers(layers);
  const configuration = configured(made, input, { layers: described, region: of.place.region });
  return { configuration, code: withImageConfig(taken.code, configuration), layers: layers.map(({ zip }) => zip.code) };
}

export const describeLayers = (layers: readonly ResolvedLayer[]) =>
  layers.map(({ arn, zip }) => ({ Arn: arn, CodeSize: zip.code.size }));

/** How an image is started stands in its configuration, and what runs it has it beside its name. */
export function withImageConfig(code: StoredCode, { ImageConfigResponse }: StoredConfiguration): StoredCode {
  if (code.kind !== "image") return code;
  const { Command, EntryPoint, WorkingDirectory } = ImageConfigResponse?.ImageConfig ?? {};
  return {
    kind: "image",
    uri: code.uri,
    ...(EntryPoint && { entryPoint: EntryPoint }),
    ...(Command && { command: Command }),
    ...(WorkingDirectory !== undefined && { workingDirectory: WorkingDirectory }),
  };
}

/** The zip files that a request has brought along, its layers' copies among them. */
export const zipsTaken = ({ layers, taken }: Pick<Ingredients, "layers" | "taken">): readonly MeasuredZip[] => [
  ...(taken.code.kind === "zip" ? [{ code: taken.code, unzippedBytes: taken.unzippedBytes }] : []),
  ...layers.map(({ zip }) => zip),
];
