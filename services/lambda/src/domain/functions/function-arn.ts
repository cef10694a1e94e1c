import { formatArn, type Place } from "@skylab/aws";

/** Which function: its account and region, and its name there. */
export type FunctionAddress = { readonly place: Place; readonly name: string };

/** The version that changes. */
export const LATEST = "$LATEST";

/** The ARN of a function; with version or alias, where there is one. */
export const functionArn = ({ place, name }: FunctionAddress, qualifier?: string): string =>
  formatArn({
    service: "lambda",
    ...place,
    resource: `function:${name}${qualifier === undefined ? "" : `:${qualifier}`}`,
  });

/** Whether a qualifier names a version; else it is an alias's. */
export const isVersion = (qualifier: string): boolean => qualifier === LATEST || /^\d+$/.test(qualifier);
