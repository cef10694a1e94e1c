import { compileQuery } from "../domain/read/query-request.ts";
import { readTableName } from "../domain/table/table-name.ts";
import type { Operation, Output } from "../operation.ts";
import { fetchesItems, measuresBytes, pageAnswer } from "../items/page-answer.ts";
import { readSourcePage } from "../items/read-source-page.ts";
import { findTableFor } from "../store/find-table.ts";
import { readQuery } from "../store/queries.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html */
export const Query: Operation<"Query"> = async (input, call, store): Promise<Output<"Query">> => {
  const address = readTableName(input.TableName, call.place);
  const { on, start, filter, projection } = compileQuery(input);

  const { stored, made: target } = await findTableFor(store, address, on);
  const view = { source: target.source, filter, projection };

  const request = {
    ...target,
    start,
    reverse: input.ScanIndexForward === false,
    limit: input.Limit,
    fetches: fetchesItems(view, input),
    measures: measuresBytes(input, store),
  };
  const page = await readSourcePage(store, {
    stored,
    source: target.source,
    hash: target.condition.hash,
    isConsistent: input.ConsistentRead ?? false,
    now: call.clock.now(),
    read: () => readQuery(stored, request),
  });
  return pageAnswer(input, view, page);
};
