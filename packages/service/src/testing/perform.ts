import { type Entitlements, parsePolicy } from "@skylab/auth";
import { type Clock, systemClock } from "@skylab/aws";
import type { Values } from "@skylab/protocol";
import type { Frame } from "../frame.ts";
import { compile } from "../request/compile.ts";
import { perform } from "../request/pipeline.ts";
import { RequestCall } from "../request/request-call.ts";
import type { ServiceDefinition, Types } from "../service-definition.ts";
import { type TestCall, testCall } from "./call.ts";
import { testFrame } from "./frame.ts";

/** Who calls in a test: an account's root where it says nothing else, and what its own policies allow. */
export type TestCaller = Pick<TestCall, "as" | "head"> & { readonly statements?: readonly object[] };

/** Does operations of a service for callers of a test, as requests would: validated, and decided on by policies. */
export function performer<Operations extends Types, Engines>(
  definition: ServiceDefinition<Operations, Engines>,
  clock: Clock = systemClock,
): <Name extends keyof Operations & string>(
  operation: Name,
  input: Operations[Name]["input"],
  by?: TestCaller,
) => Promise<Operations[Name]["output"]> {
  return async (name, input, { statements = [], ...of } = {}) => {
    const compiled = compile(definition, frameOf(clock, entitled(statements)));
    const operation = compiled.operations.get(name);
    if (operation === undefined) throw new Error(`There is no operation ${name}.`);
    const { caller, place, requestId, ...origin } = testCall({ ...of, clock });
    const family = compiled.familyOf(compiled.codec.protocolOf(origin.head));
    const call = new RequestCall(compiled, origin, { requestId, caller, place, family });
    // as: the definition's values are of the types that `Operations` is made of.
    return perform(compiled, operation, { input: input as Values, call, family });
  };
}

const entitled = (statements: readonly object[]): Entitlements => ({
  identityPolicies:
    statements.length === 0 ? [] : [parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: statements }))],
  context: {},
});

const frameOf = (clock: Clock, entitlements: Entitlements): Frame => {
  const frame = testFrame(clock);
  const identities = {
    lookup: () => Promise.resolve(undefined),
    entitlementsOf: () => Promise.resolve(entitlements),
    noteUse: () => undefined,
  };
  return { ...frame, auth: { ...frame.auth, mode: "enforce", identities } };
};
