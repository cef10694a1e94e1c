import type { EventSourceMappingConfiguration } from "@aws-sdk/client-lambda";
import { AwsError } from "@skylab/aws";
import { functionOfMappingMissing, mappingExists } from "../domain/mappings/errors.ts";
import { readEventSource } from "../domain/mappings/event-source.ts";
import { describeMapping, nameInMapping, type StoredMapping } from "../domain/mappings/mapping.ts";
import { newSettings } from "../domain/mappings/read-settings.ts";
import { type FoundFunction, readFunction } from "../find-function.ts";
import { checkSource } from "../mappings/check-source.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html */
export const CreateEventSourceMapping: Operation<"CreateEventSourceMapping"> = async (
  input,
  call,
  store,
): Promise<EventSourceMappingConfiguration> => {
  const { clock, ids, place } = call;
  const source = readEventSource(input);
  const settings = newSettings(source, input);
  const found = await unlessMissing(readFunction({ name: input.FunctionName }, place, store));
  await checkSource(found, source, store);
  const mapping: StoredMapping = {
    uuid: ids.uuid(),
    place,
    functionArn: found.qualifiedArn,
    source,
    settings,
    wanted: input.Enabled === false ? "Disabled" : "Enabled",
    state: "Creating",
    revision: ids.uuid(),
    modifiedAt: clock.now(),
    tags: input.Tags ?? {},
  };
  const other = await store.mappings.create(mapping);
  if (other !== undefined) throw mappingExists(source, nameInMapping(mapping), other);
  return describeMapping(mapping);
};

/** Lambda says it otherwise here than elsewhere. */
export function unlessMissing(finding: Promise<FoundFunction>): Promise<FoundFunction> {
  return finding.catch((error: unknown) => {
    throw error instanceof AwsError && error.code === "ResourceNotFoundException" ? functionOfMappingMissing() : error;
  });
}
