import type { Provisioned } from "@skylab/sandbox";
import type { StoredConcurrency } from "./domain/configs/concurrency.ts";
import { type FunctionAddress, functionArn, isVersion, LATEST } from "./domain/functions/function-arn.ts";
import type { StoredVersion } from "./domain/functions/version.ts";
import { functionVersion } from "./run-function.ts";
import type { LambdaStore } from "./store/store.ts";

/**
 * Tells the host how many environments of versions of a function are to be kept initialised, as it is set now. What fails is
 * logged, and tried again by a job.
 */
export async function keepVersionsWarm(
  of: FunctionAddress,
  versions: Iterable<string>,
  store: LambdaStore,
): Promise<void> {
  const wanted = await wantedOf(of, (await store.concurrency.read(of)) ?? { provisioned: {} }, store);
  for (const version of new Set(versions)) {
    try {
      await keepWarm({ ...of, version }, wanted.get(version) ?? 0, store);
    } catch (error) {
      store.log.warn({ function: functionArn(of, version), err: error }, "provisioned concurrency is not kept yet");
    }
  }
}

/** How many environments of which versions are provisioned: by their numbers, and by the aliases that point to them. */
export async function wantedOf(
  of: FunctionAddress,
  { provisioned }: StoredConcurrency,
  store: LambdaStore,
): Promise<ReadonlyMap<string, number>> {
  const wanted = new Map<string, number>();
  for (const [qualifier, { requested }] of Object.entries(provisioned)) {
    const version = await provisionedVersion(of, qualifier, store);
    if (version !== undefined) wanted.set(version, (wanted.get(version) ?? 0) + requested);
  }
  return wanted;
}

/** The version for which something is provisioned; `undefined`: its alias is gone. */
export const provisionedVersion = async (
  of: FunctionAddress,
  qualifier: string,
  store: LambdaStore,
): Promise<string | undefined> =>
  isVersion(qualifier) ? qualifier : (await store.aliases.read({ ...of, alias: qualifier }))?.version;

/** How many environments of a version are there. */
export const readyOf = (of: FunctionAddress, version: StoredVersion, store: LambdaStore): Promise<Provisioned> =>
  store.host.provisioned(functionVersion({ arn: functionArn(of), place: of.place, version }).id);

type VersionOf = FunctionAddress & { readonly version: string };

async function keepWarm(of: VersionOf, count: number, store: LambdaStore): Promise<void> {
  const stored = of.version === LATEST ? undefined : await store.functions.readVersion(of);
  // What is not published was never provisioned; a version that was deleted has lost its environments with it.
  if (stored === undefined) return;
  const version = functionVersion({ arn: functionArn(of), place: of.place, version: stored });
  const { credentials } = await store.roles({ ...version, roleArn: stored.configuration.Role });
  await store.host.provision(version, credentials, count);
}
