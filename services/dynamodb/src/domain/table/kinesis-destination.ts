import { validationError } from "../errors.ts";
import type { KinesisDestination, Table } from "./table.ts";

export type Precision = "MILLISECOND" | "MICROSECOND";

/** Where nothing was asked for. */
const DEFAULT_PRECISION: Precision = "MILLISECOND";

const notInState = (problem: string) =>
  validationError(`Table is not in a valid state to enable Kinesis Streaming Destination: ${problem}`);

/** @throws AwsError `ValidationException` in AWS's words */
export function enableDestination(table: Table, arn: string, precision: Precision = DEFAULT_PRECISION): Table {
  if (destinationOf(table, arn)?.status === "ACTIVE") {
    throw notInState(
      "EnableKinesisStreamingDestination must be DISABLED or ENABLE_FAILED to perform ENABLE operation.",
    );
  }
  return withDestination(table, { arn, status: "ACTIVE", precision });
}

/** @throws AwsError `ValidationException` in AWS's words */
export function disableDestination(table: Table, arn: string): Table {
  const destination = destinationOf(table, arn);
  if (destination?.status !== "ACTIVE") {
    throw notInState("KinesisStreamingDestination must be ACTIVE to perform DISABLE operation.");
  }
  return withDestination(table, { ...destination, status: "DISABLED" });
}

/** @throws AwsError `ValidationException` in AWS's words */
export function updateDestination(table: Table, arn: string, precision: Precision | undefined): Table {
  if (precision === undefined) {
    throw validationError(
      "Streaming destination cannot be updated with given parameters: UpdateKinesisStreamingConfiguration cannot be null or contain only null values",
    );
  }
  const destination = destinationOf(table, arn);
  if (destination === undefined) {
    throw notInState(`No streaming destination with streamArn: ${arn} found for table with tableName: ${table.name}`);
  }
  if (destination.status !== "ACTIVE") {
    throw notInState(
      `Kinesis streaming is not in ACTIVE state. Updates are only allowed in ACTIVE state. TableName: ${table.name}, kdsArn: ${arn}`,
    );
  }
  if (destination.precision === precision) {
    throw validationError(
      `Invalid Request: Precision is already set to the desired value of ${precision} for tableId: ${table.id}, kdsArn: ${arn}`,
    );
  }
  return withDestination(table, { ...destination, precision });
}

const destinationOf = ({ settings }: Table, arn: string): KinesisDestination | undefined =>
  settings.kinesis.find((one) => one.arn === arn);

function withDestination(table: Table, destination: KinesisDestination): Table {
  const others = table.settings.kinesis.filter(({ arn }) => arn !== destination.arn);
  return { ...table, settings: { ...table.settings, kinesis: [...others, destination] } };
}
