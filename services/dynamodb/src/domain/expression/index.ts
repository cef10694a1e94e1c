// DynamoDB's expressions and the parameters from before them. README.md tells how they are compiled, and whence the rules.
export { Placeholders } from "./placeholders.ts";
export { compileCondition, type Condition } from "./condition.ts";
export { compileAttributesToGet, compileProjection, type Projection } from "./projection.ts";
export { compileUpdate, type Update } from "./update.ts";
export { compileKeyCondition } from "./key-condition.ts";
export type { AskedAttribute, KeyCondition, KeyOperator, KeyRange } from "./asked-key.ts";
export { compileExpected, compileLegacyFilter, type LegacyCondition } from "./legacy-condition.ts";
export { compileKeyConditions } from "./legacy-key-conditions.ts";
export { compileAttributeUpdates } from "./legacy-update.ts";
export { checkParameters } from "./parameters.ts";
export { refuseKeyFilter, refuseKeyUpdate, refuseNestedKeys } from "./key-refusals.ts";
export { orderOf, valuesEqual } from "./comparison.ts";
export { reader, samePath, setMember, type Path } from "./document-path.ts";

// Of what PartiQL's statements are made, which are conditions and updates in other words.
export { checkCondition } from "./condition-rules.ts";
export { evaluator, incorrectType, type Evaluate, type Operand } from "./operand.ts";
export { allOf, anyOf, not, testOf, type Test } from "./predicates.ts";
export { growTree } from "./path-tree.ts";
export { updateOf } from "./update.ts";
export { addAction, deleteAction, removeAction, setAction, type Action } from "./update-actions.ts";
export { checkAssigned, type Assigned } from "./update-value.ts";
