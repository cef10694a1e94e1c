import type * as sdk from "@aws-sdk/client-apigatewayv2";
import type { AwsError, Place } from "@skylab/aws";
import { badRequest, notFound } from "../errors.ts";
import { dateOf, type Asked, membersOf, mergedMap, mergedTexts } from "./members.ts";
import type { StoredV2Stage, V2Snapshot } from "./snapshot.ts";
import { checkAccessLog } from "./access-log.ts";

/** What whoever makes or changes a stage says of it, its deployment and settings apart. */
const MEMBERS = ["AutoDeploy", "ClientCertificateId", "Description"] as const;

export type StageMembers = Asked<
  Pick<
    sdk.Stage,
    | (typeof MEMBERS)[number]
    | "AccessLogSettings"
    | "DefaultRouteSettings"
    | "DeploymentId"
    | "RouteSettings"
    | "StageVariables"
  >
>;

export type NewStage = StageMembers & {
  readonly StageName: string;
  readonly Tags?: Readonly<Record<string, string>> | undefined;
};

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
export const MAX_STAGES = 10;

/** A stage as it is made; what it deploys comes later. @throws AwsError */
export function newV2Stage(request: NewStage, of: V2Snapshot, now: number): StoredV2Stage {
  const { StageName, Tags = {} } = request;
  const made: StoredV2Stage = {
    StageName,
    CreatedDate: now,
    DefaultRouteSettings: of.api.ProtocolType === "HTTP" ? HTTP_SETTINGS : WEBSOCKET_SETTINGS,
    RouteSettings: {},
    StageVariables: {},
    Tags: { ...Tags },
  };
  if (!STAGE_NAME.test(StageName)) throw badRequest("Stage name only allows a-zA-Z0-9_-");
  return updatedV2Stage(made, { request, of, now });
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-stages.html */
const STAGE_NAME = /^(?:\$default|[a-zA-Z0-9_-]{1,128})$/;

const HTTP_SETTINGS: sdk.RouteSettings = { DetailedMetricsEnabled: false };
const WEBSOCKET_SETTINGS: sdk.RouteSettings = {
  DataTraceEnabled: false,
  DetailedMetricsEnabled: false,
  LoggingLevel: "OFF",
};

type StageUpdate = { readonly request: StageMembers; readonly of: V2Snapshot; readonly now: number };

/** A stage after an update. @throws AwsError */
export function updatedV2Stage(stage: StoredV2Stage, { now, of, request }: StageUpdate): StoredV2Stage {
  const { AccessLogSettings, DefaultRouteSettings, RouteSettings, StageVariables } = request;
  const { DestinationArn, Format } = { ...stage.AccessLogSettings, ...AccessLogSettings };
  checkVariables(StageVariables ?? {});
  checkRouteSettings(request, of);
  if (AccessLogSettings !== undefined) checkAccessLog({ DestinationArn, Format });
  return {
    ...stage,
    ...membersOf(request, MEMBERS),
    ...(AccessLogSettings && { AccessLogSettings: { DestinationArn, Format } }),
    DefaultRouteSettings: { ...stage.DefaultRouteSettings, ...DefaultRouteSettings },
    RouteSettings: mergedSettings(stage.RouteSettings, RouteSettings),
    StageVariables: mergedTexts(stage.StageVariables, StageVariables),
    LastUpdatedDate: now,
  };
}

type RouteSettingsMap = Readonly<Record<string, sdk.RouteSettings>>;

const mergedSettings = (current: RouteSettingsMap = {}, changes: RouteSettingsMap = {}): RouteSettingsMap & object =>
  mergedMap(
    current,
    Object.fromEntries(Object.entries(changes).map(([key, settings]) => [key, { ...current[key], ...settings }])),
    () => false,
  );

/** AWS's words for both of a REST API's and those of a stage here. */
function checkVariables(variables: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(variables)) {
    if (!/^\w+$/.test(name)) {
      throw badRequest(`Invalid stage variable name: ${name}. Please use names with only word characters.`);
    }
    if (!/^[a-zA-Z0-9 ._:/?&=,-]*$/.test(value)) {
      throw badRequest(
        `Invalid stage variable value of key ${name}.  Please use values with alphanumeric characters and the symbols ' ', -', '.', '_', ':', '/', '?', '&', '=', and ','.`,
      );
    }
  }
}

function checkRouteSettings({ DefaultRouteSettings = {}, RouteSettings = {} }: StageMembers, of: V2Snapshot): void {
  const unknown = Object.keys(RouteSettings).find((key) => !of.routes.some(({ RouteKey }) => RouteKey === key));
  if (unknown !== undefined) throw noSuchRouteKey(unknown);
  const logs = [DefaultRouteSettings, ...Object.values(RouteSettings)].some(
    ({ DataTraceEnabled, LoggingLevel }) => DataTraceEnabled === true || LoggingLevel !== undefined,
  );
  if (logs && of.api.ProtocolType === "HTTP") {
    throw badRequest("Execution logs are not supported on protocolType HTTP");
  }
}

export const noSuchRouteKey = (key: string): AwsError =>
  notFound(`Unable to find Route by key ${key} within the provided RouteSettings`);

export const noSuchStageToDeploy = (name: string): AwsError =>
  badRequest(
    `Stage ${name} does not exist. StageName specified on a CreateDeployment request must exist so the stage can be updated with the new deployment.`,
  );

/** What a stage that deploys of itself answers where somebody gives it a deployment. */
export const deploymentIsAutomatic = ({ account }: Place, apiId: string): AwsError =>
  badRequest(`Deployment ID cannot be set on this stage ${account}:${apiId} because AutoDeploy is enabled.`);

/** As the API shows it. */
export function describeV2Stage(stage: StoredV2Stage): sdk.Stage & { StageName: string } {
  const { AutoDeploy, CreatedDate, flushed: _own, LastUpdatedDate, ...rest } = stage;
  return {
    ...rest,
    // AWS does not tell that a stage does not.
    ...(AutoDeploy === true && { AutoDeploy }),
    CreatedDate: dateOf(CreatedDate),
    LastUpdatedDate: dateOf(LastUpdatedDate),
  };
}
