import { describe, expect, test } from "vitest";
import { statementPositions } from "./positions.ts";

describe("where statements stand", () => {
  test("is for one object as IAM's example of SimulateCustomPolicy tells", () => {
    // https://docs.aws.amazon.com/cli/latest/reference/iam/simulate-custom-policy.html
    const document =
      '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"dynamodb:*","Resource":"*","Condition":{"DateGreaterThan":{"aws:CurrentTime":"2018-08-16T12:00:00Z"}}}}';
    expect(statementPositions(document)).toEqual([{ start: { line: 1, column: 38 }, end: { line: 1, column: 167 } }]);
  });

  test("is in a list behind the bracket, as IAM's example of SimulatePrincipalPolicy tells", () => {
    // https://docs.aws.amazon.com/cli/latest/reference/iam/simulate-principal-policy.html
    const document = `{
    "Version": "2012-10-17",
    "Statement": [
        {
            "Sid": "VisualEditor0",
            "Effect": "Allow",
            "Action": "codecommit:ListRepositories",
            "Resource": "*"
        }
    ]
}`;
    expect(statementPositions(document)).toEqual([{ start: { line: 3, column: 19 }, end: { line: 9, column: 10 } }]);
  });

  test("is for the next statement behind the one before", () => {
    const statement = '{"Effect":"Allow","Action":["s3:*"],"Resource":"*"}';
    const positions = statementPositions(`{"Statement":[${statement}, ${statement}]}`);
    expect(positions).toEqual([
      { start: { line: 1, column: 15 }, end: { line: 1, column: 66 } },
      { start: { line: 1, column: 66 }, end: { line: 1, column: 119 } },
    ]);
  });

  test("is not mistaken by braces, quotation marks and names inside of texts", () => {
    const tricky = String.raw`{"Id":"Statement","Statement":{"Sid":"a}\"]","Condition":{"StringEquals":{"Statement":["{","}"]}}},"Version":"2012-10-17"}`;
    const [position] = statementPositions(tricky);
    const end = tricky.indexOf(',"Version"') + 1;
    expect(position).toEqual({
      start: { line: 1, column: tricky.indexOf('{"Sid"') + 2 },
      end: { line: 1, column: end },
    });
  });
});
