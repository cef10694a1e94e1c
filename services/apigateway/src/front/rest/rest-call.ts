import type { AnswerBody } from "@skylab/protocol";
import type { ContextVariables } from "../../domain/context-variables.ts";
import type { PublishedRestStage } from "../../store/published.ts";
import type { AnswerHeaders } from "../answer-headers.ts";
import type { ApiRequest, MultiValues } from "../api-request.ts";
import type { Allowed } from "../authorizers/authorization.ts";
import type { DataPlane } from "../data-plane.ts";
import type { Trace } from "../logs/execution-log.ts";
import type { CompiledMethod, CompiledRestApi } from "./compiled.ts";

/** A request to a method of a REST API, on its way to the integration. */
export type RestCall = {
  readonly dataPlane: DataPlane;
  readonly published: PublishedRestStage;
  readonly api: CompiledRestApi;
  readonly method: CompiledMethod;
  readonly request: ApiRequest;
  /** As methods see them: without what is of the connection. */
  readonly headers: MultiValues;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly stageVariables: Readonly<Record<string, string>>;
  /** `$context`, which grows on the way. */
  readonly context: ContextVariables;
  readonly authorized: Allowed;
  /** Whether whoever asks may have the cache not be asked. */
  readonly mayInvalidateCache: () => Promise<boolean>;
  /** Takes the lines of the execution log; does nothing where nobody has asked for them. */
  readonly trace: Trace;
};

/** What a method answers, before the headers of every answer. */
export type RestAnswer = {
  readonly status: number;
  readonly headers: AnswerHeaders;
  readonly body: AnswerBody;
};
