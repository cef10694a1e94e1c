import { AwsError } from "@skylab/aws";

/** What a rule of the domain refuses with. */
function refused(check: () => unknown): AwsError {
  try {
    check();
  } catch (error) {
    if (error instanceof AwsError) return error;
    throw error;
  }
  throw new Error("It was not refused.");
}

/** The code with which a rule refuses. */
export const codeOf = (check: () => unknown): string => refused(check).code;

/** The code and the words with which a rule refuses: `CODE: message`. */
export function refusalOf(check: () => unknown): string {
  const { code, message } = refused(check);
  return `${code}: ${message}`;
}
