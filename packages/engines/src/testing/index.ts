export { type TestEngines, useEngines } from "./use-engines.ts";
