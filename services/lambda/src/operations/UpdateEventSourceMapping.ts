import type { EventSourceMappingConfiguration } from "@aws-sdk/client-lambda";
import { mappingNotFound } from "../domain/mappings/errors.ts";
import { describeMapping, type StoredMapping, updatedMapping } from "../domain/mappings/mapping.ts";
import { changedSettings } from "../domain/mappings/read-settings.ts";
import { checkSource } from "../mappings/check-source.ts";
import { findMappedFunction } from "../mappings/find-function.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_UpdateEventSourceMapping.html */
export const UpdateEventSourceMapping: Operation<"UpdateEventSourceMapping"> = async (
  input,
  call,
  store,
): Promise<EventSourceMappingConfiguration> => {
  const { clock, ids, place } = call;
  const id = { place, uuid: input.UUID };
  const before = await store.mappings.find(id);
  if (before === undefined || before.wanted === "Deleted") throw mappingNotFound();
  const found = await findMappedFunction(input.FunctionName ?? before.functionArn, place, store);
  // A mapping is disabled also where its event source is gone.
  if (input.Enabled !== false) await checkSource(found, before.source, store);
  const functionArn = input.FunctionName === undefined ? before.functionArn : found.qualifiedArn;
  const change = (mapping: StoredMapping): StoredMapping =>
    mapping.wanted === "Deleted"
      ? mapping
      : updatedMapping(mapping, {
          functionArn,
          settings: changedSettings(mapping.source, mapping.settings, input),
          enabled: input.Enabled,
          revision: ids.uuid(),
          now: clock.now(),
        });
  const updated = await store.mappings.update(id, change);
  if (updated === undefined || updated.wanted === "Deleted") throw mappingNotFound();
  return describeMapping(updated);
};
