import type { FunctionEventInvokeConfig, PutFunctionEventInvokeConfigRequest } from "@aws-sdk/client-lambda";
import type { Transaction } from "@skylab/records";
import type { Call } from "@skylab/service";
import { checkDestinations, noSuchDestination, readDestinations } from "../domain/configs/destinations.ts";
import {
  describeEventInvokeConfig,
  functionDoesNotExist,
  noEventInvokeConfig,
  nothingToConfigure,
  type StoredEventInvokeConfig,
} from "../domain/configs/event-invoke-config.ts";
import { type FunctionAddress, functionArn, isVersion, LATEST } from "../domain/functions/function-arn.ts";
import { readFunctionName } from "../domain/functions/function-name.ts";
import { aliasRows } from "../store/aliases.ts";
import { eventInvokeConfigRows } from "../store/event-invoke-configs.ts";
import { versionKey, versionRows } from "../store/functions.ts";
import { holdFunction } from "../store/hold-function.ts";
import type { LambdaStore } from "../store/store.ts";

type Input = PutFunctionEventInvokeConfigRequest & { readonly FunctionName: string };

export type ConfigChange = {
  readonly store: LambdaStore;
  /** What is configured from now on; `undefined`: there is nothing that could be changed. */
  readonly decide: (current: StoredEventInvokeConfig | undefined) => StoredEventInvokeConfig | undefined;
};

/**
 * Changes how events for a function, version or alias are retried, and where their records go.
 * @throws AwsError InvalidParameterValueException, ResourceNotFoundException
 */
export async function changeEventInvokeConfig(
  input: Input,
  call: Call,
  { decide, store }: ConfigChange,
): Promise<FunctionEventInvokeConfig> {
  const { DestinationConfig, MaximumEventAgeInSeconds, MaximumRetryAttempts } = input;
  const given = [DestinationConfig, MaximumEventAgeInSeconds, MaximumRetryAttempts];
  if (given.every((one) => one === undefined)) throw nothingToConfigure();
  const { qualifier = LATEST, ...of } = readFunctionName(
    { name: input.FunctionName, qualifier: input.Qualifier },
    call.place,
  );
  const changed = await store.change(of.place, async (rows) => {
    if (!(await isThere(rows, of, qualifier))) throw functionDoesNotExist();
    const next = decide(await rows.get(eventInvokeConfigRows, of.name, qualifier));
    if (next === undefined) throw noEventInvokeConfig(functionArn(of, qualifier));
    for (const arn of checkDestinations(readDestinations(DestinationConfig), of)) await requireFunction(arn, store);
    rows.put(eventInvokeConfigRows, next, of.name, qualifier);
    return next;
  });
  return describeEventInvokeConfig(of, qualifier, changed);
}

async function isThere(rows: Transaction, { name }: FunctionAddress, qualifier: string): Promise<boolean> {
  if ((await holdFunction(rows, name)) === undefined) return false;
  const found = isVersion(qualifier)
    ? await rows.get(versionRows, ...versionKey(name, qualifier))
    : await rows.get(aliasRows, name, qualifier);
  return found !== undefined;
}

/** A function that a destination names by its ARN. */
async function requireFunction(arn: string, store: LambdaStore): Promise<void> {
  const [, , , region = "", account = "", , name = ""] = arn.split(":");
  if ((await store.functions.read({ place: { account, region }, name })) === undefined) throw noSuchDestination(arn);
}
