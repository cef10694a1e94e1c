import { AwsError, type Place } from "@skylab/aws";
import { validationError } from "../errors.ts";
import { readOlderValue } from "../item/older-words.ts";
import type { RawValue } from "../item/read-item.ts";
import { readTableName, type TableAddress } from "../table/table-name.ts";
import type { Parameters } from "./constant.ts";
import { parseStatement } from "./parse.ts";
import type { SourceNode, StatementNode } from "./syntax.ts";

/** A statement of a request, and the values of its `?`. */
export type RawStatement = {
  readonly Statement: string;
  readonly Parameters?: readonly RawValue[] | undefined;
};

/** @throws AwsError `ValidationException` where a parameter is no value; AWS says so before it reads any statement */
export const readParameters = ({ Parameters: parameters = [] }: RawStatement): Parameters =>
  parameters.map((value) => readOlderValue(value));

/** @throws AwsError `ValidationException` where the text is no statement, or is not one of so many parameters */
export function readNode({ Statement: text }: RawStatement, parameters: Parameters): StatementNode {
  const statement = parseStatement(text);
  if (statement.parameters !== parameters.length) {
    throw validationError("Number of parameters in request and statement don't match.");
  }
  return statement.node;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html#HowItWorks.NamingRules */
const TABLE_NAME = /^[a-zA-Z0-9_.-]{3,255}$/;

/** @throws AwsError `ValidationException` where it can be no table's name */
export function sourceAddress({ table }: SourceNode, place: Place): TableAddress {
  if (table.startsWith("arn:") || TABLE_NAME.test(table)) return readTableName(table, place);
  const rule = "only contain 'a-z', 'A-Z', '0-9', '-', '_', '.'.";
  throw validationError(`Table name should be within the length [3, 255] and ${rule}`);
}

/** Whether a statement reads; `undefined` where it is none. */
export function isRead({ Statement: text }: RawStatement): boolean | undefined {
  const node = statementNode(text);
  return node && node.type === "select";
}

/** A statement, whatever its parameters are; `undefined` where it is none, which whoever runs it tells. */
export function statementNode(text: string): StatementNode | undefined {
  try {
    return parseStatement(text).node;
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}
