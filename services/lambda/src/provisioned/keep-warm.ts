import type { Provisioned } from "@skylab/sandbox";
import type { StoredConcurrency } from "../domain/configs/concurrency.ts";
import { type FunctionAddress, functionArn, isVersion, LATEST } from "../domain/functions/function-arn.ts";
import type { StoredVersion } from "../domain/functions/version.ts";
import { functionVersion } from "../invocations/run-function.ts";
import type { LambdaStore } from "../store/store.ts";

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
  for (const version of new Set(versions)) await keepWarmLogged({ ...of, version }, wanted.get(version) ?? 0, store);
}

/** The same for all versions of which something is provisioned, as it was found. */
export async function keepAllWarm(
  of: FunctionAddress,
  concurrency: StoredConcurrency,
  store: LambdaStore,
): Promise<void> {
  for (const [version, count] of await wantedOf(of, concurrency, store)) {
    await keepWarmLogged({ ...of, version }, count, store);
  }
}

/** How many environments of which versions are provisioned: by their numbers, and by the aliases that point to them. */
async function wantedOf(
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

/** Lets the environments go that were kept of a version which is deleted, and no more to be found. */
export const letGo = (of: FunctionAddress, version: StoredVersion, store: LambdaStore): Promise<void> =>
  logged(of, version.configuration.Version, { store, work: () => provision(of, version, { count: 0, store }) });

type VersionOf = FunctionAddress & { readonly version: string };

const keepWarmLogged = (of: VersionOf, count: number, store: LambdaStore): Promise<void> =>
  logged(of, of.version, { store, work: () => keepWarm(of, count, store) });

async function keepWarm(of: VersionOf, count: number, store: LambdaStore): Promise<void> {
  const stored = of.version === LATEST ? undefined : await store.functions.readVersion(of);
  // What is not published was never provisioned.
  if (stored !== undefined) await provision(of, stored, { count, store });
}

type Keep = { readonly count: number; readonly store: LambdaStore };

async function provision(of: FunctionAddress, stored: StoredVersion, { count, store }: Keep): Promise<void> {
  const version = functionVersion({ arn: functionArn(of), place: of.place, version: stored });
  const { credentials } = await store.roles({ ...version, roleArn: stored.configuration.Role });
  await store.host.provision(version, credentials, count);
}

type Work = { readonly store: LambdaStore; readonly work: () => Promise<void> };

async function logged(of: FunctionAddress, version: string, { store, work }: Work): Promise<void> {
  try {
    await work();
  } catch (error) {
    store.log.warn({ function: functionArn(of, version), err: error }, "provisioned concurrency is not kept yet");
  }
}
