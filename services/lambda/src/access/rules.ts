import { type Access, type AccessRule, type Permission, tagContext } from "@skylab/service";
import type { LambdaOperations } from "../operation.ts";
import type { LambdaStore } from "../store/store.ts";

/** What IAM decides these operations by. */
export type AccessOf<Name extends keyof LambdaOperations> = {
  readonly [Operation in Name]: Access<LambdaOperations[Operation]["input"], LambdaStore>;
};

/** An operation that is on no resource. */
export const onNothing = (action: string): AccessRule<unknown, LambdaStore> => ({
  action: `lambda:${action}`,
  on: () => ({ resource: "*" }),
});

/** What is tagged when it is made is tagged by who may. https://docs.aws.amazon.com/lambda/latest/dg/configuration-tags.html */
export const tagging = ({ resource, set = {} }: Tagging): readonly Permission[] =>
  Object.keys(set).length === 0 ? [] : [{ action: "lambda:TagResource", resource, context: () => tagContext({ set }) }];

/** Its ARN, in which a star stands for the id that it has not got yet, and its tags. */
type Tagging = { readonly resource: string; readonly set: Readonly<Record<string, string>> | undefined };

/** Stands in the table until its operation is built, and says then what is missing. */
export const notDecided = (action: string): AccessRule<unknown, LambdaStore> => ({
  action: `lambda:${action}`,
  on: () => {
    throw new Error(`access/ does not say yet what lambda:${action} is on.`);
  },
});
