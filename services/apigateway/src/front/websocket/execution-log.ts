import type { ContextValue, ContextVariables } from "../../domain/context-variables.ts";
import { ownEntry } from "../../domain/own-entry.ts";
import type { PublishedV2Stage } from "../../store/published.ts";
import { IntegrationFault } from "../integrations/integration.ts";
import { executionEvents, type ExecutionLog, executionLog } from "../logs/execution-log.ts";
import { TemplateFault } from "../templates/template.ts";
import { WebSocketRefusal } from "./refusals.ts";

/** What a stage says of a route: its own settings in front of those of all routes. */
export const routeSettingsOf = ({ stage }: PublishedV2Stage, routeKey: string) => ({
  ...stage.DefaultRouteSettings,
  ...ownEntry(stage.RouteSettings, routeKey),
});

/** The lines as events, for the group of the stage. */
export const eventsOf = (log: ExecutionLog, context: ContextVariables): ReturnType<typeof executionEvents> =>
  executionEvents(log, { at: Number(context["requestTimeEpoch"]), requestId: textOf(context["requestId"]) });

/** Begins to tell what happens on a connection, once its route is known, in the words of AWS's execution logs. */
export function beginLog(published: PublishedV2Stage, context: ContextVariables): ExecutionLog {
  const told = wordsOf(context);
  const { DataTraceEnabled, LoggingLevel } = routeSettingsOf(published, told.routeKey);
  const log = executionLog({ dataTraceEnabled: DataTraceEnabled, loggingLevel: LoggingLevel });
  log.trace("info", () => `Extended Request Id: ${told.requestId}`);
  log.trace("info", () => `Starting execution for request: ${told.requestId}`);
  log.trace("info", () => `WebSocket Request Route: [${told.routeKey}]`);
  if (told.eventType === "CONNECT") {
    log.trace("info", () => {
      const { sourceIp, userAgent } = identityOf(context);
      return `Client [UserAgent: ${userAgent}, SourceIp: ${sourceIp}] is connecting to WebSocket API [${told.apiId}].`;
    });
  }
  if (told.eventType === "MESSAGE") {
    log.trace("info", () => `WebSocket API [${told.apiId}] received message from ${told.client}.`);
  }
  return log;
}

/** Tells how it ended: of what was refused before anybody behind the API was asked, `tellFailure` tells. */
export function endLog({ trace }: ExecutionLog, context: ContextVariables, status: number): void {
  const { apiId, client, eventType } = wordsOf(context);
  if (eventType === "CONNECT" && status < 300) {
    trace("info", () => `${asBegin(client)} connected to API [${apiId}] successfully.`);
  }
  if (eventType === "MESSAGE" && context["integrationLatency"] !== undefined) {
    trace("info", () => `Message from ${client} sent to API [${apiId}] with response status code [${status}].`);
  }
  if (eventType === "DISCONNECT") {
    const { disconnectReason, disconnectStatusCode } = context;
    const end = `Close reason: [${textOf(disconnectStatusCode)}: ${textOf(disconnectReason)}]`;
    const answered = `with integration response status code [${status}]`;
    trace("info", () => `${asBegin(client)} disconnected from API [${apiId}] ${answered}. ${end}`);
  }
}

/** Tells why something was not done, of which clients are told less. */
export function tellFailure({ trace }: ExecutionLog, error: unknown): void {
  trace("error", () => {
    if (error instanceof WebSocketRefusal) return `Execution failed: ${error.words}`;
    if (error instanceof IntegrationFault || error instanceof TemplateFault) {
      return `Execution failed due to configuration error: ${error.message}`;
    }
    return "Execution failed due to an internal error";
  });
}

function wordsOf(context: ContextVariables) {
  return {
    apiId: textOf(context["apiId"]),
    client: `client [Connection Id: ${textOf(context["connectionId"])}]`,
    eventType: context["eventType"],
    requestId: textOf(context["requestId"]),
    routeKey: textOf(context["routeKey"]),
  };
}

const asBegin = (client: string): string => client.replace("client", "Client");

function identityOf({ identity }: ContextVariables): { readonly sourceIp: string; readonly userAgent: string } {
  const { sourceIp, userAgent } = typeof identity === "object" && identity !== null ? identity : {};
  return { sourceIp: textOf(sourceIp), userAgent: textOf(userAgent) };
}

const textOf = (value: ContextValue): string => (typeof value === "object" ? "" : String(value ?? ""));
