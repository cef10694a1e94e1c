import type { AwsError } from "@skylab/aws";
import { validationError } from "../errors.ts";

/** Where a word stands in a statement: line and column from 1, and its length, as messages name it. */
export type Position = { readonly line: number; readonly column: number; readonly length: number };

/** @param problem AWS tells none where a word itself cannot be read */
export const notWellFormed = (problem = ""): AwsError =>
  validationError(`Statement wasn't well formed, can't be processed: ${problem}`);

/** What is left behind a statement that could end here. */
export const leftover = (): AwsError => notWellFormed("Unexpected token after expression");

/** A problem of one word of the statement. */
export const problemAt = (problem: string, { line, column, length }: Position): AwsError =>
  validationError(`${problem} at ${line}:${column}:${length}`);

export const aliasing = (): AwsError => validationError("Aliasing is not supported");
