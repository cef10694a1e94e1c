import type { KinesisStreamingDestinationOutput } from "@aws-sdk/client-dynamodb";
import { disableDestination } from "../domain/table/kinesis-destination.ts";
import { readTableName } from "../domain/table/table-name.ts";
import type { Operation } from "../operation.ts";
import { changeTable } from "../store/change-table.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DisableKinesisStreamingDestination.html */
export const DisableKinesisStreamingDestination: Operation<"DisableKinesisStreamingDestination"> = async (
  input,
  call,
  store,
): Promise<KinesisStreamingDestinationOutput> => {
  const { EnableKinesisStreamingConfiguration: config, StreamArn: arn } = input;
  const address = readTableName(input.TableName, call.place);
  await changeTable(store, address, (table) => disableDestination(table, arn));
  return {
    TableName: address.name,
    StreamArn: arn,
    DestinationStatus: "DISABLING",
    ...(config && { EnableKinesisStreamingConfiguration: config }),
  };
};
