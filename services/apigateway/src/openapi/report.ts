import { AwsError } from "@skylab/aws";
import { importFailed, importWarned } from "./errors.ts";

/** What is wrong with a document: AWS reads on, and tells all of it at once. */
export type Report = {
  readonly errors: string[];
  readonly warnings: string[];
};

export const newReport = (warnings: readonly string[] = []): Report => ({ errors: [], warnings: [...warnings] });

/**
 * Does a part of an import; what the part refuses is one error of the whole.
 * @param what as AWS says it: `Unable to put method 'GET' on resource at path '/pets'`
 */
export async function attempt<Result>(
  { errors }: Report,
  what: string,
  part: () => Promise<Result> | Result,
): Promise<Result | undefined> {
  try {
    return await part();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    errors.push(`${what}: ${error.message}`);
    return undefined;
  }
}

/** @throws AwsError BadRequestException where there are errors, or warnings that are taken as such */
export function checkReport({ errors, warnings }: Report, failOnWarnings = false): void {
  if (errors.length > 0) throw importFailed(errors, warnings);
  if (failOnWarnings && warnings.length > 0) throw importWarned(warnings);
}
