export { deniedMessage } from "./request/authorize.ts";
export type { AdminClock, ClockMove } from "./clock/admin-clock.ts";
export { keptClock } from "./clock/kept-clock.ts";
export { clockMoveBody } from "./control/clock-route.ts";
export { containerOf, SERVICE_NAMES, type ServiceName } from "./containers.ts";
export { allRunning, type Health } from "./control/health.ts";
export { createService } from "./request/create-service.ts";
export type { OpenDoor } from "./server/door.ts";
export { internalFailure } from "./errors.ts";
export type { Exchange } from "./exchange.ts";
export { HttpExchange } from "./server/http-exchange.ts";
export type { Frame } from "./frame.ts";
export { GATEWAY_HEADER, type GatewayProof, gatewayProof, isOwnHeader } from "./gateway-proof.ts";
export { type BecomeSole, type RunningJobs, startJobs } from "./jobs.ts";
export { type LocalCalls, localCalls } from "./calls/local-calls.ts";
export type { CallAs, ServiceCall, ServiceClient } from "./calls/service-call.ts";
export { answerToPage } from "./server/cors.ts";
export { isLoopbackName } from "./loopback.ts";
export { createLog, type Logger } from "./log.ts";
export type { Metrics } from "./metrics.ts";
export { NotServed } from "./not-served.ts";
export type { OperationTypes } from "./operation-types.ts";
export { type Container, type ContainerStart, runContainer } from "./process/run-container.ts";
export type { Peers } from "./remote/open-peers.ts";
export { runMain } from "./process/run-main.ts";
export { serveSettings, VERSION } from "./process/serve-settings.ts";
export { send } from "./request/send.ts";
export type { Outcome, OwnService, Service } from "./service.ts";
export { factsOf } from "./service-facts.ts";
export type * from "./service-definition.ts";
export { notImplemented } from "./service-definition.ts";
export type { Environment } from "./settings/environment.ts";
export { discardRest, MAX_DISCARDED_BYTES, readBody, readControlBody } from "./request/read-body.ts";
export {
  readServiceSettings,
  type ServiceSetting,
  type ServiceSettings,
  type SettingValues,
} from "./settings/service-settings.ts";
export { readSettings, required, type ServiceHost, type Settings } from "./settings/settings.ts";
export { SettingsError } from "./settings/settings-error.ts";
export { StartError } from "./process/start-error.ts";
export { tagContext, type TagsOfRequest } from "./tag-context.ts";
export { answerInstead } from "./request/answer-instead.ts";
export { warnOfSettings } from "./process/warn-of-settings.ts";
