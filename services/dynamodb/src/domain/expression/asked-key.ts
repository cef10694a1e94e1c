import { typeOf, type AttributeValue } from "../item/attribute-value.ts";
import { validationError } from "../errors.ts";

/** An attribute of the key of a table or of an index; all of HASH come before all of RANGE. */
export type AskedAttribute = {
  readonly name: string;
  readonly type: "S" | "N" | "B";
  readonly kind: "HASH" | "RANGE";
};

export type KeyOperator = "=" | "<" | "<=" | ">" | ">=" | "BETWEEN" | "begins_with";

export type KeyRange = {
  readonly name: string;
  readonly operator: KeyOperator;
  /** Two for BETWEEN, else one. */
  readonly values: readonly AttributeValue[];
};

/** What a Query asks of a key. */
export type KeyCondition = {
  /** The value of each HASH attribute, in the order of the key. */
  readonly hash: readonly AttributeValue[];
  /** Conditions on the first RANGE attributes, in the order of the key; all but the last are equalities. */
  readonly range: readonly KeyRange[];
};

/** A condition on one attribute; without an operator where no index could answer it. */
export type KeyClause = Omit<KeyRange, "operator"> & { readonly operator: KeyOperator | undefined };

/** @throws AwsError `ValidationException` where the key cannot answer the clauses */
export function keyConditionOf(clauses: readonly KeyClause[], key: readonly AskedAttribute[]): KeyCondition {
  if (clauses.length > key.length) {
    throw validationError(
      `The number of query conditions (${clauses.length}) exceeds the number of key attributes ` +
        `defined in the schema (${key.length})`,
    );
  }
  const onlyKeys = clauses.every(({ name }) => key.some((attribute) => attribute.name === name));
  const asked = key.map((attribute) => {
    const clause = clauses.find(({ name }) => name === attribute.name);
    if (clause === undefined && (attribute.kind === "HASH" || !onlyKeys)) {
      throw validationError(`Query condition missed key schema element: ${attribute.name}`);
    }
    return { attribute, range: clause === undefined ? undefined : askedOf(attribute, clause) };
  });
  checkOrder(asked);
  const of = (kind: AskedAttribute["kind"]): readonly KeyRange[] =>
    asked.flatMap(({ attribute, range }) => (attribute.kind === kind && range !== undefined ? [range] : []));
  return { hash: of("HASH").flatMap(({ values }) => values), range: of("RANGE") };
}

type Asked = { readonly attribute: AskedAttribute; readonly range: KeyRange | undefined };

/** RANGE attributes are asked for from left to right, and only the last of them by anything but its value. */
function checkOrder(asked: readonly Asked[]): void {
  const open: string[] = [];
  for (const { attribute, range } of asked) {
    if (range !== undefined && open.length > 0) {
      throw validationError(
        `RANGE key attributes ${open.join(", ")} must have equality conditions specified in the query ` +
          `because a condition is present on key attribute ${attribute.name}`,
      );
    }
    if (range?.operator !== "=") open.push(attribute.name);
  }
}

function askedOf({ name, type, kind }: AskedAttribute, { operator, values }: KeyClause): KeyRange {
  if (operator === undefined) {
    throw validationError("Attempted conditional constraint is not an indexable operation");
  }
  if (values.some((value) => typeOf(value) !== type)) {
    const problem = "Condition parameter type does not match schema type";
    throw validationError(`One or more parameter values were invalid: ${problem}`);
  }
  if (kind === "HASH" && operator !== "=") throw validationError("Query key condition not supported");
  if (values.some(isEmpty)) {
    const problem = `cannot contain an empty ${type === "S" ? "string" : "binary"} value. Key: ${name}`;
    throw validationError(
      `One or more parameter values are not valid. The AttributeValue for a key attribute ${problem}`,
    );
  }
  return { name, operator, values };
}

const isEmpty = (value: AttributeValue): boolean =>
  ("S" in value && value.S === "") || ("B" in value && value.B.length === 0);
