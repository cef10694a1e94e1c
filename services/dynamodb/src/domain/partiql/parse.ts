import { readStatement } from "./statement-parser.ts";
import type { Statement } from "./syntax.ts";

/** Applications send few different texts, the values being parameters. A tree is some tens of kilobytes at most. */
const REMEMBERED_TEXTS = 1000;

const statements = new Map<string, Statement>();

/**
 * The statement of a text; those that were used last are kept.
 * @throws AwsError `ValidationException` in AWS's words
 */
export function parseStatement(text: string): Statement {
  const known = statements.get(text);
  if (known !== undefined) {
    statements.delete(text);
    statements.set(text, known);
    return known;
  }
  const statement = readStatement(text.toWellFormed());
  statements.set(text, statement);
  if (statements.size > REMEMBERED_TEXTS) {
    for (const oldest of statements.keys()) {
      statements.delete(oldest);
      break;
    }
  }
  return statement;
}
