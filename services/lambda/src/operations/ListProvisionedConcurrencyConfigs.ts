import type {
  ListProvisionedConcurrencyConfigsResponse,
  ProvisionedConcurrencyConfigListItem,
} from "@aws-sdk/client-lambda";
import type { StoredProvisioned } from "../domain/configs/concurrency.ts";
import { describeProvisioned } from "../domain/configs/provisioned-status.ts";
import { functionNotFound } from "../domain/errors.ts";
import { type FunctionAddress, functionArn } from "../domain/functions/function-arn.ts";
import { readFunctionName } from "../domain/functions/function-name.ts";
import { PAGE_SIZE, pageOf, readMarker } from "../domain/page.ts";
import { provisionedVersion, readyOf } from "../provisioned/keep-warm.ts";
import type { Operation } from "../operation.ts";
import type { LambdaStore } from "../store/store.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListProvisionedConcurrencyConfigs.html */
export const ListProvisionedConcurrencyConfigs: Operation<"ListProvisionedConcurrencyConfigs"> = async (
  input,
  call,
  store,
): Promise<ListProvisionedConcurrencyConfigsResponse> => {
  const { MaxItems: limit = PAGE_SIZE } = input;
  const of = readFunctionName({ name: input.FunctionName }, call.place);
  if ((await store.functions.read(of)) === undefined) throw functionNotFound(functionArn(of));
  const after = readMarker(input.Marker);
  const { provisioned = {} } = (await store.concurrency.read(of)) ?? {};
  const sorted = Object.entries(provisioned)
    .map(([qualifier, kept]) => ({ qualifier, kept, key: Buffer.from(qualifier) }))
    .toSorted((a, b) => Buffer.compare(a.key, b.key))
    .filter(({ key }) => after === undefined || Buffer.compare(key, after) > 0);
  const { items, ...more } = pageOf(sorted, limit);
  const described = await Promise.all(items.map((item) => describe(of, item, store)));
  return { ...more, ProvisionedConcurrencyConfigs: described };
};

type Item = { readonly qualifier: string; readonly kept: StoredProvisioned };

async function describe(
  of: FunctionAddress,
  { kept, qualifier }: Item,
  store: LambdaStore,
): Promise<ProvisionedConcurrencyConfigListItem> {
  const number = await provisionedVersion(of, qualifier, store);
  const version = number === undefined ? undefined : await store.functions.readVersion({ ...of, version: number });
  const ready = version === undefined ? { ready: 0 } : await readyOf(of, version, store);
  return { FunctionArn: functionArn(of, qualifier), ...describeProvisioned(kept, ready) };
}
