import { type AwsError, isSamePlace, isSameRegion, parseArn, type Place } from "@skylab/aws";
import { noSuchCodeSigningConfig } from "./domain/code-signing/code-signing-config.ts";
import { functionsElsewhere } from "./domain/functions/function-name.ts";
import { functionNotFound, invalidParameterValue, resourceNotFound } from "./domain/errors.ts";
import { codeSigningConfigRows } from "./store/code-signing-configs.ts";
import { functionRows } from "./store/functions.ts";
import type { LambdaStore } from "./store/store.ts";

export type Tags = Readonly<Record<string, string>>;

/** Something that has tags. */
export type Tagged = {
  /** As they are now; `undefined`: there is no such thing. */
  readonly read: () => Promise<Tags | undefined>;
  /** Keeps what `decide` makes of them; it may be asked again, and throw. False: there is no such thing. */
  readonly change: (decide: (tags: Tags) => Tags) => Promise<boolean>;
  readonly notFound: () => AwsError;
};

/**
 * What of `here` a parameter `Resource` names; the model has checked its form.
 * @throws AwsError InvalidParameterValueException for versions and aliases, which have no tags, ResourceNotFoundException for
 * functions of other regions
 */
export function findTagged(arn: string, here: Place, store: LambdaStore): Tagged {
  const { account = "", region = "", resource = "" } = parseArn(arn) ?? {};
  const place = { account, region };
  const [kind = "", name = "", qualifier] = resource.split(":");
  if (kind === "function" && !isSameRegion(place, here)) throw functionsElsewhere(region, here);
  if (kind === "function" && qualifier !== undefined) throw onlyFunctions();
  const tagged = taggedOf(kind, { arn, place, name }, store);
  return isSamePlace(place, here) ? tagged : { ...tagged, ...NOTHING };
}

function taggedOf(kind: string, at: At, store: LambdaStore): Tagged {
  switch (kind) {
    case "function":
      return taggedFunction(at, store);
    case "code-signing-config":
      return taggedCodeSigningConfig(at, store);
    case "event-source-mapping":
      return taggedMapping(at, store);
    default:
      // There are none, and none can be made.
      return { ...NOTHING, notFound: () => resourceNotFound(`Capacity provider not found: ${at.arn}`) };
  }
}

const NOTHING: Omit<Tagged, "notFound"> = {
  read: () => Promise.resolve(undefined),
  change: () => Promise.resolve(false),
};

type At = { readonly arn: string; readonly place: Place; readonly name: string };

const onlyFunctions = (): AwsError =>
  invalidParameterValue("Tags on function aliases and versions are not supported. Please specify a function ARN.");

const taggedFunction = ({ arn, name, place }: At, store: LambdaStore): Tagged => ({
  read: async () => (await store.functions.read({ place, name }))?.tags,
  change: (decide) =>
    store.change(place, async (rows) => {
      const current = await rows.get(functionRows, name);
      if (current !== undefined) rows.put(functionRows, { ...current, tags: decide(current.tags) }, name);
      return current !== undefined;
    }),
  notFound: () => functionNotFound(arn),
});

const taggedCodeSigningConfig = ({ arn, name, place }: At, store: LambdaStore): Tagged => ({
  read: async () => (await store.codeSigningConfigs.read({ place, id: name }))?.tags,
  change: (decide) =>
    store.change(place, async (rows) => {
      const current = await rows.get(codeSigningConfigRows, name);
      if (current !== undefined) rows.put(codeSigningConfigRows, { ...current, tags: decide(current.tags) }, name);
      return current !== undefined;
    }),
  notFound: () => noSuchCodeSigningConfig(arn),
});

const taggedMapping = ({ arn, name: uuid, place }: At, store: LambdaStore): Tagged => ({
  read: async () => (await store.mappings.find({ place, uuid }))?.tags,
  change: async (decide) => {
    const changed = await store.mappings.update({ place, uuid }, (current) => ({
      ...current,
      tags: decide(current.tags),
    }));
    return changed !== undefined;
  },
  notFound: () => resourceNotFound(`Event source mapping not found: ${arn}`),
});
