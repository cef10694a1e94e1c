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
  report: Report,
  what: string,
  part: () => Promise<Result> | Result,
): Promise<Result | undefined> {
  try {
    return await part();
  } catch (error) {
    return refused(report, what, error);
  }
}

/** The same of a part that nobody waits for. */
export function attemptNow<Result>(report: Report, what: string, part: () => Result): Result | undefined {
  try {
    return part();
  } catch (error) {
    return refused(report, what, error);
  }
}

function refused({ errors }: Report, what: string, error: unknown): undefined {
  if (!(error instanceof AwsError)) throw error;
  errors.push(`${what}: ${error.message}`);
}

/** @throws AwsError BadRequestException where there are errors, or warnings that are taken as such */
export function checkReport({ errors, warnings }: Report, failOnWarnings = false): void {
  if (errors.length > 0) throw importFailed(errors, warnings);
  if (failOnWarnings && warnings.length > 0) throw importWarned(warnings);
}
