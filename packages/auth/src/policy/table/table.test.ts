import { describe, expect, test } from "vitest";
import { evaluate } from "../evaluate.ts";
import { type Policy, parsePolicy } from "../policy.ts";
import { ACTIONS_AND_RESOURCES } from "./actions-and-resources.ts";
import { ADDRESSES_ARNS_AND_EXISTENCE } from "./addresses-arns-and-existence.ts";
import { BOUNDARIES_AND_SESSIONS } from "./boundaries-and-sessions.ts";
import { ALICE, type Case, QUEUE, type StatementText } from "./case.ts";
import { CROSS_ACCOUNT } from "./cross-account.ts";
import { DOCUMENTED_POLICIES } from "./documented-policies.ts";
import { EVALUATION_ORDER } from "./evaluation-order.ts";
import { GLOBAL_KEYS } from "./global-keys.ts";
import { MULTI_VALUED_KEYS } from "./multi-valued-keys.ts";
import { PRINCIPALS } from "./principals.ts";
import { RESOURCE_POLICIES } from "./resource-policies.ts";
import { STRINGS_NUMBERS_AND_DATES } from "./strings-numbers-and-dates.ts";
import { TRUST_POLICIES } from "./trust-policies.ts";
import { VARIABLES } from "./variables.ts";

const TOPICS: Readonly<Record<string, readonly Case[]>> = {
  "order of evaluation": EVALUATION_ORDER,
  "actions and resources": ACTIONS_AND_RESOURCES,
  "resource policies in one account": RESOURCE_POLICIES,
  "between accounts": CROSS_ACCOUNT,
  "boundaries and sessions": BOUNDARIES_AND_SESSIONS,
  principals: PRINCIPALS,
  "trust policies": TRUST_POLICIES,
  "conditions on strings, numbers and dates": STRINGS_NUMBERS_AND_DATES,
  "conditions on addresses, ARNs and existence": ADDRESSES_ARNS_AND_EXISTENCE,
  "keys with several values": MULTI_VALUED_KEYS,
  "policy variables": VARIABLES,
  "global condition keys": GLOBAL_KEYS,
  "documented policies": DOCUMENTED_POLICIES,
};

function becomes(one: Case): string {
  const { boundary, identity = [], on = QUEUE, resource, session, version = "2012-10-17" } = one;
  const compile = (statements: readonly StatementText[]): readonly Policy[] =>
    statements.length === 0 ? [] : [parsePolicy(JSON.stringify({ Version: version, Statement: statements }))];
  const decision = evaluate({
    principal: one.who ?? ALICE,
    action: one.action ?? "sqs:SendMessage",
    resource: on,
    resourceAccount: one.owner,
    context: one.context ?? {},
    identityPolicies: compile(identity),
    resourcePolicy: resource && compile(resource)[0],
    resourcePolicyMustAllow: one.trust,
    permissionsBoundary: boundary && compile(boundary)[0],
    sessionPolicies: session && compile(session),
  });
  return `${decision.decision} by ${decision.by}`;
}

describe.each(Object.entries(TOPICS))("%s", (_topic, cases) => {
  test.each(cases)("$name: $becomes", (one) => {
    expect(becomes(one), one.source).toBe(one.becomes);
  });

  test("each case has a name of its own", () => {
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  });
});
