export { deniedMessage } from "./authorize.ts";
export type { AdminClock, ClockMove } from "./clock/admin-clock.ts";
export { keptClock } from "./clock/kept-clock.ts";
export { clockMoveBody } from "./control/clock-route.ts";
export type { About } from "./control/health.ts";
export { factsOf } from "./choose-service.ts";
export { containerOf, SERVICE_NAMES, type ServiceName } from "./containers.ts";
export { allRunning, type Health } from "./control/health.ts";
export { createService, type Outcome, type Service } from "./create-service.ts";
export { type Door, FUNCTION_ADDRESS, type OpenDoor } from "./door.ts";
export { internalFailure } from "./errors.ts";
export { type Exchange, HttpExchange } from "./exchange.ts";
export type { Frame } from "./frame.ts";
export { GATEWAY_HEADER, type GatewayProof, gatewayProof, isOwnHeader } from "./internal/gateway-proof.ts";
export type { BecomeSole } from "./jobs.ts";
export { type LocalCalls, localCalls } from "./internal/local-calls.ts";
export type { CallAs, ServiceCall, ServiceClient } from "./internal/service-call.ts";
export { isLoopbackName } from "./loopback.ts";
export { createLog, type Logger, type LogLevel } from "./log.ts";
export type { Metrics } from "./metrics.ts";
export { NotServed } from "./not-served.ts";
export type { OperationTypes } from "./operation-types.ts";
export { type Container, type ContainerStart, runContainer } from "./run-container.ts";
export type { Peers } from "./remote/open-peers.ts";
export { type Main, runMain } from "./run-main.ts";
export { serveSettings, VERSION } from "./serve-settings.ts";
export type { RunningServer } from "./server.ts";
export { send } from "./send.ts";
export type * from "./service.ts";
export { notImplemented } from "./service.ts";
export type { Environment } from "./environment.ts";
export { discardRest, MAX_DISCARDED_BYTES, readBody } from "./read-body.ts";
export {
  readServiceSettings,
  type ServiceSetting,
  type ServiceSettings,
  type SettingValues,
} from "./service-settings.ts";
export { readSettings, required, type ServiceHost, type Settings } from "./settings.ts";
export { SettingsError } from "./settings-error.ts";
export { StartError } from "./start-error.ts";
export { stopOnSignals } from "./stop-signals.ts";
export { tagContext, type TagsOfRequest } from "./tag-context.ts";
export { answerInstead } from "./upgrades.ts";
export { warnOfSettings } from "./warn-of-settings.ts";
