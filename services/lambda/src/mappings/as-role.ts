import type { Values } from "@skylab/protocol";
import type { Place } from "@skylab/aws";
import type { StoredMapping } from "../domain/mappings/mapping.ts";
import { type FoundFunction, findFunction } from "../find-function.ts";
import type { LambdaStore } from "../store/store.ts";

/** What is asked of another service. */
export type Ask = {
  readonly service: string;
  readonly operation: string;
  readonly input: Values;
  /** Where it is asked. */
  readonly place: Place;
  readonly signal?: AbortSignal | undefined;
};

/** Asks another service with the permissions of a function's role, as Lambda does for event source mappings. */
export async function askAsRole(of: FoundFunction, ask: Ask, store: LambdaStore): Promise<Values> {
  const { signal, place, ...call } = ask;
  const { Role: roleArn } = of.version.configuration;
  const { identity } = await store.roles({ place: of.place, functionArn: of.arn, functionName: of.name, roleArn });
  return store.call({
    ...call,
    ...(signal !== undefined && { signal }),
    as: {
      principal: { name: "lambda.amazonaws.com", sourceArn: of.arn },
      place: { account: identity.account, region: place.region },
      onBehalfOf: identity,
    },
  });
}

/** The same, by the role of a mapping's function as it is now. */
export async function askForMapping(mapping: StoredMapping, ask: Ask, store: LambdaStore): Promise<Values> {
  return askAsRole(await findFunction({ name: mapping.functionArn }, mapping.place, store), ask, store);
}
