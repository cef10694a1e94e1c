import type { ListFunctionUrlConfigsResponse } from "@aws-sdk/client-lambda";
import { readFunctionName } from "../domain/functions/function-name.ts";
import { PAGE_SIZE, pageOf, readMarker } from "../domain/page.ts";
import { describeUrl, noFunctionForUrl } from "../domain/urls/url.ts";
import type { Operation } from "../operation.ts";
import { keyTexts } from "../store/key-texts.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctionUrlConfigs.html */
export const ListFunctionUrlConfigs: Operation<"ListFunctionUrlConfigs"> = async (
  input,
  call,
  store,
): Promise<ListFunctionUrlConfigsResponse> => {
  const { MaxItems: limit = PAGE_SIZE } = input;
  const of = readFunctionName({ name: input.FunctionName }, call.place);
  if ((await store.functions.read(of)) === undefined) throw noFunctionForUrl();
  const listed = await store.urls.list(of, { after: readMarker(input.Marker), limit: limit + 1 });
  const { items, ...more } = pageOf(listed, limit);
  return {
    ...more,
    FunctionUrlConfigs: items.map(({ key, row }) =>
      describeUrl({ ...of, qualifier: keyTexts(key)[1] ?? "" }, row, call.endpoint),
    ),
  };
};
