import type { Lookup } from "./context.ts";
import { isExempt, grantTo, type Grant, type Principal } from "./principal.ts";
import type { Statement } from "./statement.ts";

/** What is asked of each statement. */
export type Question = {
  readonly principal: Principal;
  /** In lower case: `sqs:sendmessage`. */
  readonly action: string;
  readonly service: string;
  readonly resource: string;
  readonly lookup: Lookup;
  /** Whether a permissions boundary is set on the principal. */
  readonly isBounded: boolean;
};

/** Whether a statement is about the principal, the action and the resource; its conditions are not asked. */
export const isAbout = (statement: Statement, question: Question): boolean =>
  matchesAction(statement, question) && matchesResource(statement, question) && concerns(statement, question);

/** Whether a statement takes effect. */
export function applies(statement: Statement, question: Question): boolean {
  if (!isAbout(statement, question)) return false;
  for (const condition of statement.conditions) {
    if (!condition(question.lookup)) return false;
  }
  return true;
}

/** How closely a statement of a resource's policy names the principal. */
export function grantBy({ principal }: Statement, question: Question): Grant {
  if (!principal) return "none";
  if (principal.not) return isExempt(question.principal, principal.of) ? "none" : "direct";
  return grantTo(question.principal, principal.of);
}

function matchesAction({ action }: Statement, question: Question): boolean {
  const { exact, patterns } = action.of;
  if (exact.has(question.action)) return !action.not;
  for (const pattern of patterns) {
    if (pattern(question.action, question.lookup)) return !action.not;
  }
  return action.not;
}

function matchesResource({ resource }: Statement, question: Question): boolean {
  if (!resource) return true;
  for (const pattern of resource.of) {
    if (pattern(question.resource, question.lookup)) return !resource.not;
  }
  return resource.not;
}

function concerns(statement: Statement, question: Question): boolean {
  const { effect, principal } = statement;
  if (!principal) return true;
  // AWS: a Deny with NotPrincipal always denies whoever has a permissions boundary, whomever it leaves out.
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
  if (principal.not && effect === "Deny" && question.isBounded) return true;
  return grantBy(statement, question) !== "none";
}
