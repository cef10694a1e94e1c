import type { AwsError } from "@skylab/aws";
import { badRequest } from "../domain/errors.ts";

/** What cannot be read, or is neither Swagger 2.0 nor OpenAPI 3.0. */
export const unreadable = (): AwsError => badRequest("Unable to build importer with provided input.");

/** What can be read, and is no description of an API. */
export const invalidOpenApi = (): AwsError => badRequest("Invalid OpenAPI input.");

export const malformedIntegration = (path: string): AwsError =>
  badRequest(`Unable to parse API definition because of a malformed integration at path ${path}.`);

/** Not recorded from AWS. */
export const invalidBasePathMode = (mode: string): AwsError =>
  badRequest(`Invalid value for basepath specified: ${mode}. Must be one of: [ignore, prepend, split]`);

/** So much is told of what is wrong: documents may be wrong in thousands of places. */
const MAX_LINES = 100;

const listed = (lines: readonly string[]): string =>
  lines
    .slice(0, MAX_LINES)
    .map((line) => `\n\t${line}`)
    .join("");

export const importFailed = (errors: readonly string[], warnings: readonly string[]): AwsError => {
  const also = warnings.length === 0 ? "" : `\nAdditionally, these warnings were found:${listed(warnings)}`;
  return badRequest(`Errors found during import:${listed(errors)}${also}`);
};

export const importWarned = (warnings: readonly string[]): AwsError =>
  badRequest(`Warnings found during import:${listed(warnings)}`);
