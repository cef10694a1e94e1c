import { jsonTable } from "@skylab/records";
import type { StoredRuntimeManagement } from "../domain/functions/runtime-management.ts";
import { RUNTIME_MANAGEMENT_SPACE } from "./spaces.ts";

/** By the keys of the versions: `versionKey`. */
export const runtimeManagementRows = jsonTable<StoredRuntimeManagement>(RUNTIME_MANAGEMENT_SPACE);
