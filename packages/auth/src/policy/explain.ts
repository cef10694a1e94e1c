import { applies, isAbout, type Question } from "./applies.ts";
import { type AccessDecision, type AccessRequest, decide, type PolicyKind, questionOf } from "./evaluate.ts";
import type { Policy } from "./policy.ts";
import type { Statement } from "./statement.ts";

/** A statement that took effect, allowing or denying. */
export type MatchedStatement = {
  readonly kind: PolicyKind;
  /** Which of the request's policies of that kind, from 0. */
  readonly policy: number;
  /** Which of its statements, from 0: `statementPositions` tells where it stands. */
  readonly statement: number;
  readonly sid: string | undefined;
  readonly effect: "Allow" | "Deny";
};

export type Explanation = {
  readonly decision: AccessDecision;
  readonly matched: readonly MatchedStatement[];
  /** Condition keys that statements about this action and resource ask for, and that the request lacks. */
  readonly missingContextKeys: readonly string[];
};

/** Decides as `evaluate` does, and tells by which statements: what IAM's simulations answer. */
export function explain(request: AccessRequest): Explanation {
  const question = questionOf(request);
  const about = statementsOf(request).filter(({ statement }) => isAbout(statement, question));
  return {
    decision: decide(request, question),
    matched: about.filter(({ statement }) => applies(statement, question)).map(toMatched),
    missingContextKeys: missingKeys(about, question),
  };
}

type Candidate = { readonly kind: PolicyKind; readonly policy: number; readonly statement: Statement };

/** IAM names the resource's policy first. */
function statementsOf(request: AccessRequest): readonly Candidate[] {
  const { identityPolicies, permissionsBoundary, resourcePolicy, sessionPolicies = [] } = request;
  const kinds: readonly (readonly [PolicyKind, readonly Policy[]])[] = [
    ["resource", resourcePolicy ? [resourcePolicy] : []],
    ["identity", identityPolicies],
    ["boundary", permissionsBoundary ? [permissionsBoundary] : []],
    ["session", sessionPolicies],
  ];
  return kinds.flatMap(([kind, policies]) =>
    policies.flatMap(({ statements }, policy) => statements.map((statement) => ({ kind, policy, statement }))),
  );
}

const toMatched = ({ kind, policy, statement }: Candidate): MatchedStatement => ({
  kind,
  policy,
  statement: statement.index,
  sid: statement.sid,
  effect: statement.effect,
});

function missingKeys(about: readonly Candidate[], { lookup }: Question): readonly string[] {
  const missing = new Map<string, string>();
  for (const key of about.flatMap(({ statement }) => statement.contextKeys)) {
    const name = key.toLowerCase();
    if (lookup(name) === undefined && !missing.has(name)) missing.set(name, key);
  }
  return [...missing.values()];
}
