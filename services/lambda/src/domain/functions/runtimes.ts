import type { AwsError } from "@skylab/aws";
import { invalidParameterValue } from "../errors.ts";

/** What functions may be made with, in AWS's own order (recorded in 2026), and behind it what its model has by now. */
const RUNTIMES: readonly string[] = [
  "nodejs20.x",
  "python3.14",
  "provided.al2023",
  "python3.12",
  "python3.13",
  "nodejs24.x",
  "nodejs22.x",
  "java25",
  "python3.10",
  "python3.11",
  "java21",
  "ruby3.3",
  "ruby3.4",
  "ruby3.2",
  "python3.8",
  "python3.9",
  "java17",
  "nodejs16.x",
  "dotnet10",
  "dotnet8",
  "java11",
  "dotnet6",
  "nodejs18.x",
  "provided.al2",
  "java8.al2",
  "nodejs26.x",
  "python3.15",
  "ruby4.0",
  "java8.al2023",
  "java11.al2023",
  "java17.al2023",
];

/** A runtime that AWS's model has, and that no function may be made with any more. */
export function checkRuntime(runtime: string): void {
  if (RUNTIMES.includes(runtime)) return;
  throw invalidParameterValue(
    `The runtime parameter of ${runtime} is no longer supported for creating or updating AWS Lambda functions. We recommend you use a supported runtime while creating or updating functions.`,
  );
}

/** A runtime that AWS's model does not have. */
export const unknownRuntime = (runtime: string): AwsError =>
  invalidParameterValue(
    `Value ${runtime} at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [${RUNTIMES.join(", ")}] or be a valid ARN`,
  );

/** https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html#snapstart-runtimes */
const WITH_SNAP_START = /^(?:java(?:1[17]|[2-9]\d)|python3\.(?:1[2-9]|[2-9]\d)|dotnet(?:[89]|\d\d))/;

export const hasSnapStart = (runtime: string): boolean => WITH_SNAP_START.test(runtime);

/** Runtimes that start whatever the code's own `bootstrap` is, and may do without a handler. */
export const isProvided = (runtime: string): boolean => runtime.startsWith("provided");
