import type { ListFunctionEventInvokeConfigsResponse } from "@aws-sdk/client-lambda";
import { describeEventInvokeConfig, functionDoesNotExist } from "../domain/configs/event-invoke-config.ts";
import { readFunctionName } from "../domain/functions/function-name.ts";
import { PAGE_SIZE, pageOf, readMarker } from "../domain/page.ts";
import type { Operation } from "../operation.ts";
import { keyTexts } from "../store/key-texts.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctionEventInvokeConfigs.html */
export const ListFunctionEventInvokeConfigs: Operation<"ListFunctionEventInvokeConfigs"> = async (
  input,
  call,
  store,
): Promise<ListFunctionEventInvokeConfigsResponse> => {
  const { MaxItems: limit = PAGE_SIZE } = input;
  const of = readFunctionName({ name: input.FunctionName }, call.place);
  if ((await store.functions.read(of)) === undefined) throw functionDoesNotExist();
  const listed = await store.eventInvokeConfigs.list(of, { after: readMarker(input.Marker), limit: limit + 1 });
  const { items, ...more } = pageOf(listed, limit);
  return {
    ...more,
    FunctionEventInvokeConfigs: items.map(({ key, row }) => describeEventInvokeConfig(of, keyTexts(key)[1] ?? "", row)),
  };
};
