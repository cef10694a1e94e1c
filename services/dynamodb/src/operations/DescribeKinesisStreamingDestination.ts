import type { DescribeKinesisStreamingDestinationOutput } from "@aws-sdk/client-dynamodb";
import type { Operation } from "../operation.ts";
import { readTable } from "../store/read-table.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeKinesisStreamingDestination.html */
export const DescribeKinesisStreamingDestination: Operation<"DescribeKinesisStreamingDestination"> = async (
  input,
  call,
  store,
): Promise<DescribeKinesisStreamingDestinationOutput> => {
  const { name, settings } = (await readTable(input.TableName, call, store)).stored.table;
  return {
    TableName: name,
    KinesisDataStreamDestinations: settings.kinesis.map(({ arn, precision, status }) => ({
      StreamArn: arn,
      DestinationStatus: status,
      ApproximateCreationDateTimePrecision: precision,
    })),
  };
};
