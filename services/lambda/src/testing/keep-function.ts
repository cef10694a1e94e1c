import type { Place } from "@skylab/aws";
import { functionArn, LATEST } from "../domain/functions/function-arn.ts";
import type { StoredConfiguration, StoredVersion } from "../domain/functions/version.ts";
import { functionRows, versionKey, versionRows } from "../store/functions.ts";
import type { LambdaStore } from "../store/store.ts";

export type KeptFunction = {
  readonly place: Place;
  readonly name: string;
  readonly configuration?: Partial<StoredConfiguration>;
  readonly recursiveLoop?: "Allow" | "Terminate";
};

/** A function as CreateFunction keeps it, whose code nobody looks at. */
export async function keepFunction(
  store: LambdaStore,
  { configuration, name, place, recursiveLoop = "Terminate" }: KeptFunction,
): Promise<StoredVersion> {
  const version: StoredVersion = {
    configuration: {
      FunctionName: name,
      FunctionArn: functionArn({ name, place }),
      Version: LATEST,
      Role: `arn:aws:iam::${place.account}:role/worker`,
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      MemorySize: 128,
      Timeout: 3,
      RevisionId: store.ids.uuid(),
      State: "Active",
      ...configuration,
    },
    code: { kind: "zip", blob: "none", sha256: "none", size: 0 },
    layers: [],
  };
  await store.change(place, (rows) => {
    rows.put(functionRows, { id: store.ids.uuid(), tags: {}, recursiveLoop }, name);
    rows.put(versionRows, version, ...versionKey(name, LATEST));
    return Promise.resolve();
  });
  return version;
}
