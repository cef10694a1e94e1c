// DynamoDB's expressions and their legacy forms. README.md tells how they are compiled and where AWS's rules come from.
export { Placeholders, type PlaceholderInput } from "./placeholders.ts";
export { compileCondition, type Condition } from "./condition.ts";
export { compileProjection, type Projection } from "./projection.ts";
export { compileUpdate, type Update } from "./update.ts";
export { compileKeyCondition } from "./key-condition.ts";
export type { KeyAttribute, KeyCondition, KeyOperator, KeyRange } from "./key-schema.ts";
export { isReserved } from "./reserved-words.ts";
export { orderOf, valuesEqual } from "./comparison.ts";
export type { ExpressionKind } from "./kind.ts";
export type { Path } from "./document-path.ts";
