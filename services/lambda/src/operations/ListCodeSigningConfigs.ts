import type { ListCodeSigningConfigsResponse } from "@aws-sdk/client-lambda";
import { describeCodeSigningConfig } from "../domain/code-signing/code-signing-config.ts";
import { PAGE_SIZE, pageOf, readMarker } from "../domain/page.ts";
import type { Operation } from "../operation.ts";
import { firstText } from "../store/key-texts.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListCodeSigningConfigs.html */
export const ListCodeSigningConfigs: Operation<"ListCodeSigningConfigs"> = async (
  { Marker, MaxItems: limit = PAGE_SIZE },
  { place },
  store,
): Promise<ListCodeSigningConfigsResponse> => {
  const page = { after: readMarker(Marker), limit: limit + 1 };
  const { items, ...more } = pageOf(await store.codeSigningConfigs.list(place, page), limit);
  const configs = items.map(({ key, row }) => describeCodeSigningConfig({ place, id: firstText(key) }, row));
  return { CodeSigningConfigs: configs, ...more };
};
