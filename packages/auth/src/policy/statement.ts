import type { Condition } from "./condition.ts";
import type { Pattern } from "./pattern.ts";
import type { PrincipalList } from "./principal.ts";

/** A list of which one must match, or, negated, none may. */
export type OneOf<Item> = { readonly not: boolean; readonly of: Item };

export type Statement = {
  /** Which of the document's statements it is, from 0. */
  readonly index: number;
  readonly sid: string | undefined;
  readonly effect: "Allow" | "Deny";
  /** Resource policies only. */
  readonly principal: OneOf<PrincipalList> | undefined;
  /** In lower case. */
  readonly action: OneOf<ActionList>;
  /** Trust policies have none: they are about their role. */
  readonly resource: OneOf<readonly Pattern[]> | undefined;
  readonly conditions: readonly Condition[];
  /** The condition keys that conditions and variables ask for, as they are spelled there. */
  readonly contextKeys: readonly string[];
};

export type ActionList = {
  /** As they were given, in lower case: `sqs:send*`. */
  readonly texts: readonly string[];
  readonly exact: ReadonlySet<string>;
  readonly patterns: readonly Pattern[];
};
