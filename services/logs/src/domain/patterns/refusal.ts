import type { AwsError } from "@skylab/aws";
import { invalidParameter } from "../errors.ts";

/** What is wrong with a pattern as a whole is told in the words of who takes it. */
export class PatternError extends Error {}

export const invalidPattern = (): PatternError => new PatternError("The pattern cannot be read");

/** AWS names what it does not take in a term. */
export const invalidTerm = (term: string): AwsError => invalidParameter(`Invalid character(s) in term '${term}'`);
