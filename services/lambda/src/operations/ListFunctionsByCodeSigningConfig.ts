import type { ListFunctionsByCodeSigningConfigResponse } from "@aws-sdk/client-lambda";
import { noSuchCodeSigningConfig, readCodeSigningConfigArn } from "../domain/code-signing/code-signing-config.ts";
import { functionArn } from "../domain/functions/function-arn.ts";
import { PAGE_SIZE, pageOf, readMarker } from "../domain/page.ts";
import type { Operation } from "../operation.ts";
import type { ListedFunction } from "../store/functions.ts";
import { firstText } from "../store/key-texts.ts";

/** Functions that are looked at at a time. */
const AT_ONCE = 500;

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctionsByCodeSigningConfig.html */
export const ListFunctionsByCodeSigningConfig: Operation<"ListFunctionsByCodeSigningConfig"> = async (
  { CodeSigningConfigArn: arn, Marker, MaxItems: limit = PAGE_SIZE },
  call,
  store,
): Promise<ListFunctionsByCodeSigningConfigResponse> => {
  const address = readCodeSigningConfigArn(arn, call.place);
  if ((await store.codeSigningConfigs.read(address)) === undefined) throw noSuchCodeSigningConfig(arn);
  const { place } = address;
  const found: ListedFunction[] = [];
  let after = readMarker(Marker);
  do {
    const piece = await store.functions.list(place, { after, limit: AT_ONCE });
    found.push(...piece.filter(({ row }) => row.codeSigningConfigArn === arn));
    after = piece.length < AT_ONCE ? undefined : piece.at(-1)?.key;
  } while (after !== undefined && found.length <= limit);
  const { items, ...more } = pageOf(found, limit);
  return { FunctionArns: items.map(({ key }) => functionArn({ place, name: firstText(key) })), ...more };
};
