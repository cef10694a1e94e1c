import { type AccessOf, notDecided, onNothing } from "./rules.ts";

type MappingOperation =
  | "CreateEventSourceMapping"
  | "DeleteEventSourceMapping"
  | "GetEventSourceMapping"
  | "ListEventSourceMappings"
  | "UpdateEventSourceMapping";

/** What IAM decides by of event source mappings. */
export const mappingAccess: AccessOf<MappingOperation> = {
  CreateEventSourceMapping: onNothing("CreateEventSourceMapping"),
  DeleteEventSourceMapping: notDecided("DeleteEventSourceMapping"),
  GetEventSourceMapping: notDecided("GetEventSourceMapping"),
  ListEventSourceMappings: onNothing("ListEventSourceMappings"),
  UpdateEventSourceMapping: notDecided("UpdateEventSourceMapping"),
};
