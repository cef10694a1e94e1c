import type { UpdateTimeToLiveOutput } from "@aws-sdk/client-dynamodb";
import { readTableName } from "../domain/table/table-name.ts";
import { changeTimeToLive } from "../domain/table/ttl-settings.ts";
import type { Operation } from "../operation.ts";
import { changeTable } from "../store/change-table.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTimeToLive.html */
export const UpdateTimeToLive: Operation<"UpdateTimeToLive"> = async (
  input,
  call,
  store,
): Promise<UpdateTimeToLiveOutput> => {
  const { TimeToLiveSpecification: asked } = input;
  const now = call.clock.now();
  await changeTable(store, readTableName(input.TableName, call.place), (table) => ({
    ...table,
    ttl: changeTimeToLive(table.ttl, asked, now),
  }));
  return { TimeToLiveSpecification: asked };
};
