import type { KinesisStreamingDestinationOutput } from "@aws-sdk/client-dynamodb";
import { enableDestination } from "../domain/table/kinesis-destination.ts";
import { readTableName } from "../domain/table/table-name.ts";
import type { Operation } from "../operation.ts";
import { changeTable } from "../store/change-table.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_EnableKinesisStreamingDestination.html */
export const EnableKinesisStreamingDestination: Operation<"EnableKinesisStreamingDestination"> = async (
  input,
  call,
  store,
): Promise<KinesisStreamingDestinationOutput> => {
  const { EnableKinesisStreamingConfiguration: config, StreamArn: arn } = input;
  const address = readTableName(input.TableName, call.place);
  await changeTable(store, address, (table) =>
    enableDestination(table, arn, config?.ApproximateCreationDateTimePrecision),
  );
  return {
    TableName: address.name,
    StreamArn: arn,
    DestinationStatus: "ENABLING",
    ...(config && { EnableKinesisStreamingConfiguration: config }),
  };
};
