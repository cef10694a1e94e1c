import { AwsError, type Place } from "@skylab/aws";
import { functionOfMappingMissing } from "../domain/mappings/errors.ts";
import { type FoundFunction, readFunction } from "../find-function.ts";
import type { LambdaStore } from "../store/store.ts";

/**
 * The function that a mapping is to hand something to, as it is now: one of the mapping's own account, for nobody asks the
 * policy of another's.
 * @throws AwsError InvalidParameterValueException where there is none, which Lambda says otherwise here than elsewhere
 */
export async function findMappedFunction(name: string, here: Place, store: LambdaStore): Promise<FoundFunction> {
  const found = await readFunction({ name }, here, store).catch(inWordsOfMappings);
  if (found.place.account !== here.account) throw functionOfMappingMissing();
  return found;
}

function inWordsOfMappings(error: unknown): never {
  throw error instanceof AwsError && error.code === "ResourceNotFoundException" ? functionOfMappingMissing() : error;
}
