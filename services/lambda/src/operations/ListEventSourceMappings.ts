import type { ListEventSourceMappingsResponse } from "@aws-sdk/client-lambda";
import { functionArn } from "../domain/functions/function-arn.ts";
import { readFunctionName } from "../domain/functions/function-name.ts";
import { describeMapping } from "../domain/mappings/mapping.ts";
import { pageOf, readMarker } from "../domain/page.ts";
import type { Operation } from "../operation.ts";
import type { ListedMapping } from "../store/mappings.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListEventSourceMappings.html: at most, whatever is asked for. */
const PAGE_SIZE = 100;

/** Rows that are read at a time. */
const READ_AT_ONCE = 500;

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListEventSourceMappings.html */
export const ListEventSourceMappings: Operation<"ListEventSourceMappings"> = async (
  input,
  { place },
  store,
): Promise<ListEventSourceMappingsResponse> => {
  const limit = Math.min(input.MaxItems ?? PAGE_SIZE, PAGE_SIZE);
  const named = input.FunctionName === undefined ? undefined : readFunctionName({ name: input.FunctionName }, place);
  const arn = named && functionArn(named, named.qualifier);
  const isAsked = ({ row }: ListedMapping): boolean =>
    (arn === undefined || row.functionArn === arn) &&
    (input.EventSourceArn === undefined || row.source.arn === input.EventSourceArn);
  const found: ListedMapping[] = [];
  let after = readMarker(input.Marker);
  do {
    const piece = await store.mappings.list(place, { after, limit: READ_AT_ONCE });
    found.push(...piece.filter(isAsked));
    after = piece.length < READ_AT_ONCE ? undefined : piece.at(-1)?.key;
  } while (after !== undefined && found.length <= limit);
  const { items, ...more } = pageOf(found, limit);
  return { ...more, EventSourceMappings: items.map(({ row }) => describeMapping(row)) };
};
