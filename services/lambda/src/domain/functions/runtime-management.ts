import { invalidParameterValue } from "../errors.ts";

/** When a version of a function gets another version of its runtime, as it is kept. */
export type StoredRuntimeManagement = {
  readonly updateRuntimeOn: "Auto" | "FunctionUpdate" | "Manual";
  /** Which one it has until somebody says otherwise. */
  readonly runtimeVersionArn?: string;
};

/** @throws AwsError InvalidParameterValueException where a version is named for one that is not to be chosen, or not for one that is */
export function checkRuntimeManagement({
  runtimeVersionArn: arn,
  updateRuntimeOn: when,
}: StoredRuntimeManagement): void {
  // In words that nobody recorded from AWS.
  if (when === "Manual" && arn === undefined) throw invalidParameterValue("RuntimeVersionArn is required for Manual.");
  if (when !== "Manual" && arn !== undefined) {
    throw invalidParameterValue(`RuntimeVersionArn is not supported for ${when}.`);
  }
}
