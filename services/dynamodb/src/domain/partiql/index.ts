// PartiQL for DynamoDB. README.md tells how a statement becomes reads and writes, and whence its words.
export type { KeyBranch } from "./key-branches.ts";
export { invalidNextToken, nextToken, readNextToken, type ReadPosition } from "./next-token.ts";
export { type PreparedSelect, prepareSelect, type SelectPlan } from "./prepared-select.ts";
export { type PreparedWrite, prepareWrite } from "./prepared-write.ts";
export { isRead, type RawStatement, readNode, readParameters, sourceAddress, statementNode } from "./request.ts";
export type { SourceNode, StatementNode } from "./syntax.ts";
