import { functionNotFound, resourceDoesNotExist } from "../domain/errors.ts";
import { functionArn, isVersion, LATEST } from "../domain/functions/function-arn.ts";
import type { NamedFunction } from "../domain/functions/function-name.ts";
import type { LambdaStore } from "../store/store.ts";

/** A policy as the API shows it: JSON, and the revision of what it is on. */
type ShownPolicy = { readonly Policy: string; readonly RevisionId: string };

/**
 * The policy of a function, version or alias as it is now.
 * @throws AwsError ResourceNotFoundException
 */
export async function findPolicy(named: NamedFunction, store: LambdaStore): Promise<ShownPolicy> {
  if ((await store.functions.read(named)) === undefined) throw functionNotFound(functionArn(named));
  const { qualifier = LATEST } = named;
  const { policy, revisionId } = isVersion(qualifier)
    ? await ofVersion(named, qualifier, store)
    : ((await store.aliases.read({ ...named, alias: qualifier })) ?? NONE);
  if (policy === undefined || revisionId === undefined) throw resourceDoesNotExist();
  return { Policy: policy, RevisionId: revisionId };
}

type Found = { readonly policy?: string | undefined; readonly revisionId?: string };

const NONE: Found = {};

async function ofVersion(named: NamedFunction, version: string, store: LambdaStore): Promise<Found> {
  const found = await store.functions.readVersion({ ...named, version });
  return found === undefined ? NONE : { policy: found.policy, revisionId: found.configuration.RevisionId };
}
