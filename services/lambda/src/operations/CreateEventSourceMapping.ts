import type { EventSourceMappingConfiguration } from "@aws-sdk/client-lambda";
import { readEventSource } from "../domain/mappings/event-source.ts";
import { describeMapping, type StoredMapping } from "../domain/mappings/mapping.ts";
import { newSettings } from "../domain/mappings/read-settings.ts";
import { checkTags } from "../domain/tags.ts";
import { checkSource } from "../mappings/check-source.ts";
import { findMappedFunction } from "../mappings/find-function.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html */
export const CreateEventSourceMapping: Operation<"CreateEventSourceMapping"> = async (
  input,
  call,
  store,
): Promise<EventSourceMappingConfiguration> => {
  const { clock, ids, place } = call;
  checkTags(input.Tags ?? {});
  const source = readEventSource(input);
  const settings = newSettings(source, input);
  const found = await findMappedFunction(input.FunctionName, place, store);
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
  await store.mappings.create(mapping);
  return describeMapping(mapping);
};
