import type { FunctionAddress } from "../domain/functions/function-arn.ts";
import { versionKey, versionRows } from "../store/functions.ts";
import type { LambdaStore } from "../store/store.ts";
import { keepFunction } from "./keep-function.ts";

/** A function with versions as PublishVersion keeps them: `1`, `2` and so on. */
export async function keepVersions(store: LambdaStore, of: FunctionAddress, many: number): Promise<void> {
  const latest = await keepFunction(store, of);
  await store.change(of.place, (rows) => {
    for (let version = 1; version <= many; version++) {
      const configuration = { ...latest.configuration, Version: `${version}`, RevisionId: store.ids.uuid() };
      rows.put(versionRows, { ...latest, configuration }, ...versionKey(of.name, `${version}`));
    }
    return Promise.resolve();
  });
}
