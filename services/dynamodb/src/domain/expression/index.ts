// DynamoDB's expressions and their legacy forms. README.md of the service tells where AWS's rules come from.
export { Placeholders, type PlaceholderInput } from "./placeholders.ts";
export { compileCondition, type Condition } from "./condition.ts";
export { isReserved } from "./reserved-words.ts";
export { valuesEqual, orderOf } from "./comparison.ts";
export type { ExpressionKind } from "./kind.ts";
export type { Path } from "./document-path.ts";
