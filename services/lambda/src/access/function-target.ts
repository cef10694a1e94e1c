import type { AccessRule, Call, Target } from "@skylab/service";
import { tagContext, type TagsOfRequest } from "@skylab/service";
import { functionArn } from "../domain/functions/function-arn.ts";
import { type FunctionNaming, type NamedFunction, readFunctionName } from "../domain/functions/function-name.ts";
import type { LambdaStore } from "../store/store.ts";
import { policyOf } from "./policy-of.ts";

/** What the request sets or takes away of tags. */
type Asked = Omit<TagsOfRequest, "of">;

type OfFunction = { readonly FunctionName: string; readonly Qualifier?: string | undefined };

/** An operation on a function, one of its versions or aliases, whose policy may allow it to others. */
export const onFunction = (action: string): AccessRule<OfFunction, LambdaStore> => ({
  action: `lambda:${action}`,
  on: ({ FunctionName: name, Qualifier: qualifier }, call, store) => functionTarget({ name, qualifier }, call, store),
});

/** A function that may be there, as policies see it. */
export function functionTarget(
  naming: FunctionNaming,
  { place }: Pick<Call, "place">,
  store: LambdaStore,
): Promise<Target> {
  return targetOf(readFunctionName(naming, place), store);
}

/** A function by its parts, and what the request says of tags. */
export async function targetOf(named: NamedFunction, store: LambdaStore, asked: Asked = {}): Promise<Target> {
  return {
    resource: functionArn(named, named.qualifier),
    policy: await policyOf(named, store),
    context: () => tagContext(asked),
    kept: {
      keys: "aws:resourcetag/",
      context: async () => tagContext({ of: (await store.functions.read(named))?.tags ?? {} }),
    },
  };
}
