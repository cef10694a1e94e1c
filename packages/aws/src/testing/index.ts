export { freePort } from "./free-port.ts";
export {
  linesSaid,
  namingOf,
  pathsIn,
  type SystemCall,
  syncsOf,
  systemCallsOf,
  unsyncedBefore,
  whyNoSystemCalls,
  writesTo,
} from "./system-calls.ts";
