import type { UpdateKinesisStreamingDestinationOutput } from "@aws-sdk/client-dynamodb";
import { updateDestination } from "../domain/table/kinesis-destination.ts";
import { readTableName } from "../domain/table/table-name.ts";
import type { Operation } from "../operation.ts";
import { changeTable } from "../store/change-table.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateKinesisStreamingDestination.html */
export const UpdateKinesisStreamingDestination: Operation<"UpdateKinesisStreamingDestination"> = async (
  input,
  call,
  store,
): Promise<UpdateKinesisStreamingDestinationOutput> => {
  const { UpdateKinesisStreamingConfiguration: config, StreamArn: arn } = input;
  const address = readTableName(input.TableName, call.place);
  await changeTable(store, address, (table) =>
    updateDestination(table, arn, config?.ApproximateCreationDateTimePrecision),
  );
  return {
    TableName: address.name,
    StreamArn: arn,
    DestinationStatus: "UPDATING",
    ...(config && { UpdateKinesisStreamingConfiguration: config }),
  };
};
