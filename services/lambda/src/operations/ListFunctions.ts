import type { ListFunctionsResponse } from "@aws-sdk/client-lambda";
import { listed } from "../domain/functions/described.ts";
import { functionArn } from "../domain/functions/function-arn.ts";
import { PAGE_SIZE, pageOf, readMarker } from "../domain/page.ts";
import type { Operation } from "../operation.ts";

/** However many are asked for. https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html */
const MOST = PAGE_SIZE;

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html */
export const ListFunctions: Operation<"ListFunctions"> = async (
  { FunctionVersion, Marker, MasterRegion, MaxItems = MOST },
  { place },
  store,
): Promise<ListFunctionsResponse> => {
  // Of functions at the edge, which have replicas in other regions; there are none here.
  if (MasterRegion !== undefined && MasterRegion !== "ALL" && MasterRegion !== place.region) return { Functions: [] };
  const limit = Math.min(MaxItems, MOST);
  const page = { after: readMarker(Marker), limit: limit + 1 };
  if (FunctionVersion === "ALL") {
    const { items, ...more } = pageOf(await store.functions.listVersions(place, page), limit);
    const versions = items.map(({ row: { configuration } }) => configuration);
    const arnOf = (name: string, version: string): string => functionArn({ place, name }, version);
    return { Functions: versions.map((one) => listed(one, arnOf(one.FunctionName, one.Version))), ...more };
  }
  const { items, ...more } = pageOf(await store.functions.listLatest(place, page), limit);
  return {
    Functions: items.map(({ row: { configuration } }) => listed(configuration, configuration.FunctionArn)),
    ...more,
  };
};
