import type { ContextVariables } from "../../domain/context-variables.ts";
import type { PublishedRestStage } from "../../store/published.ts";
import type { Front } from "../front.ts";
import type { ExecutionLog } from "../logs/execution-log.ts";
import type { RequestStart } from "../read-request.ts";
import type { Chosen } from "./choose-deployment.ts";
import type { CompiledMethod, CompiledRestApi } from "./compiled.ts";

/** A request to a stage of a REST API, from its first byte to its last line of log. */
export type RestPassage = {
  readonly front: Front;
  readonly published: PublishedRestStage;
  readonly chosen: Chosen;
  readonly api: CompiledRestApi;
  readonly request: RequestStart;
  /** `$context` */
  readonly context: ContextVariables;
  /** Milliseconds of a clock that only goes forward. */
  readonly begun: number;
  /** As soon as it is known which one that is. */
  method: CompiledMethod | undefined;
  log: ExecutionLog;
};
