import { type Arn, isSameRegion, parseArn, type Place } from "@skylab/aws";
import { validationError } from "../errors.ts";

/** A table, wherever it is: requests may name one of another account by its ARN. */
export type TableAddress = { readonly place: Place; readonly name: string };

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html#HowItWorks.NamingRules */
const MIN_LENGTH = 3;
const MAX_LENGTH = 255;
const NAME = /^[a-zA-Z0-9_.-]+$/;
const TABLE = "table/";

/**
 * The table that a request's `TableName` means: its name, or its ARN.
 * @throws AwsError `ValidationException` in AWS's words
 */
export function readTableName(text: string, place: Place, member = "tableName"): TableAddress {
  const arn = text.startsWith("arn:") ? parseArn(text) : undefined;
  if (arn !== undefined) return addressOf(arn, text, place);
  const problems = [...problemsOf(text)].map(
    (problem) => `Value '${text}' at '${member}' failed to satisfy constraint: Member must ${problem}`,
  );
  if (problems.length > 0) throw violations(problems);
  return { place, name: text };
}

function* problemsOf(name: string): Generator<string> {
  if (!NAME.test(name)) yield "satisfy regular expression pattern: [a-zA-Z0-9_.-]+";
  if (name.length < MIN_LENGTH) yield `have length greater than or equal to ${MIN_LENGTH}`;
  if (name.length > MAX_LENGTH) yield `have length less than or equal to ${MAX_LENGTH}`;
}

function addressOf(arn: Arn, text: string, place: Place): TableAddress {
  if (!isSameRegion(arn, place)) throw violations([`Invalid AWS region in '${text}'`]);
  const name = arn.resource.slice(TABLE.length);
  if (arn.service !== "dynamodb" || !arn.resource.startsWith(TABLE) || !NAME.test(name)) {
    throw violations([`Invalid resource type in '${text}'`]);
  }
  return { place: { account: arn.account, region: arn.region }, name };
}

const violations = (problems: readonly string[]) =>
  validationError(
    `${problems.length} validation error${problems.length === 1 ? "" : "s"} detected: ${problems.join("; ")}`,
  );
