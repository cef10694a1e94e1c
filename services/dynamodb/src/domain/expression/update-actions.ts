import { typeOf, type AttributeType, type AttributeValue, type Item } from "../item/attribute-value.ts";
import type { Path } from "./document-path.ts";
import type { Edit } from "./edit.ts";
import { invalidExpression, type ExpressionKind } from "./kind.ts";
import { added, isEmptySet, without } from "./set-arithmetic.ts";
import type { Section } from "./syntax.ts";
import { assignedType, incorrectOperand, newValue, type Assigned } from "./update-value.ts";

/** One change of an update. */
export type Action = {
  readonly path: Path;
  /** Looks at the whole item before any edit is made. */
  readonly prepare: (before: Item) => Edit;
  /** Whether it can put something where nothing was. */
  readonly creates: boolean;
  /** The type of what it puts, where it does not hang on the item. */
  readonly type: AttributeType | undefined;
};

// AWS's long names of types, which only these two messages use.
const LONG_NAMES: Readonly<Record<AttributeType, string>> = {
  S: "STRING",
  N: "NUMBER",
  B: "BINARY",
  SS: "STRING_SET",
  NS: "NUMBER_SET",
  BS: "BINARY_SET",
  M: "MAP",
  L: "LIST",
  NULL: "NULL",
  BOOL: "BOOLEAN",
};

/** @throws AwsError `ValidationException` where ADD or DELETE is given a value that no attribute takes */
export function checkSetOperand(kind: ExpressionKind, section: Section, value: AttributeValue): void {
  const type = typeOf(value);
  if (type === "SS" || type === "NS" || type === "BS" || (section === "ADD" && type === "N")) return;
  const operand = `operator: ${section}, operand type: ${LONG_NAMES[type]}, typeSet: ALLOWED_FOR_${section}_OPERAND`;
  throw invalidExpression(kind, `Incorrect operand type for operator or function; ${operand}`);
}

export function setAction(path: Path, assigned: Assigned): Action {
  const evaluate = newValue(assigned);
  return {
    path,
    prepare: (before) => {
      const value = evaluate(before);
      return () => value;
    },
    creates: true,
    type: assignedType(assigned),
  };
}

export const putAction = (path: Path, value: AttributeValue): Action => ({
  path,
  prepare: () => () => value,
  creates: true,
  type: typeOf(value),
});

export const removeAction = (path: Path): Action => ({
  path,
  prepare: () => () => undefined,
  creates: false,
  type: undefined,
});

/** @param mismatch the error for an attribute of another type */
export const addAction = (path: Path, value: AttributeValue, mismatch: () => Error = incorrectOperand): Action => ({
  path,
  prepare: () => (existing) => {
    if (existing === undefined) return value;
    const sum = added(existing, value);
    if (sum === undefined) throw mismatch();
    return sum;
  },
  creates: true,
  type: typeOf(value),
});

/** What the old ADD does with a list. */
export const appendAction = (path: Path, list: readonly AttributeValue[], mismatch: () => Error): Action => ({
  path,
  prepare: () => (existing) => {
    if (existing === undefined) return { L: list };
    if (!("L" in existing)) throw mismatch();
    return { L: [...existing.L, ...list] };
  },
  creates: true,
  type: "L",
});

/** A set that loses its last member goes. */
export const deleteAction = (path: Path, value: AttributeValue, mismatch: () => Error = incorrectOperand): Action => ({
  path,
  prepare: () => (existing) => {
    if (existing === undefined) return undefined;
    const rest = without(existing, value);
    if (rest === undefined) throw mismatch();
    return isEmptySet(rest) ? undefined : rest;
  },
  creates: false,
  type: undefined,
});
