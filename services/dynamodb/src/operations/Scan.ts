import { compileScan } from "../domain/read/scan-request.ts";
import { readTableName } from "../domain/table/table-name.ts";
import type { Operation, Output } from "../operation.ts";
import { fetchesItems, measuresBytes, pageAnswer } from "../items/page-answer.ts";
import { readSourcePage } from "../items/read-source-page.ts";
import { findTableFor } from "../store/find-table.ts";
import { readScan } from "../store/scans.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Scan.html */
export const Scan: Operation<"Scan"> = async (input, call, store): Promise<Output<"Scan">> => {
  const address = readTableName(input.TableName, call.place);
  const { on, start, segment, filter, projection } = compileScan(input);

  const { stored, made: source } = await findTableFor(store, address, on);
  const view = { source, filter, projection };

  const request = {
    source,
    segment,
    start,
    limit: input.Limit,
    fetches: fetchesItems(view, input),
    measures: measuresBytes(input, store),
  };
  const page = await readSourcePage(store, {
    stored,
    source,
    hash: undefined,
    isConsistent: input.ConsistentRead ?? false,
    now: call.clock.now(),
    read: () => readScan(stored, request),
  });
  return pageAnswer(input, view, page);
};
