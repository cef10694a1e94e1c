import { BoundedMap } from "@skylab/aws";
import { readStatement } from "./statement-parser.ts";
import type { Statement } from "./syntax.ts";

/** Applications send few different texts, the values being parameters. A tree is some tens of kilobytes at most. */
const REMEMBERED_TEXTS = 1000;

const statements = new BoundedMap<string, Statement>(REMEMBERED_TEXTS, { keeps: "used" });

/**
 * The statement of a text; those that were used last are kept.
 * @throws AwsError `ValidationException` in AWS's words
 */
export const parseStatement = (text: string): Statement =>
  statements.get(text, () => readStatement(text.toWellFormed()));
