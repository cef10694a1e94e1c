import type { Access, AccessRule } from "@skylab/service";
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

/** Stands in the table until its operation is built, and says then what is missing. */
export const notDecided = (action: string): AccessRule<unknown, LambdaStore> => ({
  action: `lambda:${action}`,
  on: () => {
    throw new Error(`access/ does not say yet what lambda:${action} is on.`);
  },
});
