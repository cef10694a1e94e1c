import { type AuthMode, type Identity, rootOf } from "@skylab/auth";
import { BoundedMap, type Clock, type Ids, parseArn, type Place, systemClock } from "@skylab/aws";
import { type LogDelivery, openLogDelivery } from "@skylab/log-delivery";
import { openRoleSessions } from "@skylab/role-sessions";
import type { Logger, ServiceClient, ServicePrincipal } from "@skylab/service";
import type { PublishedApi } from "../../store/directory.ts";
import { holdLines } from "./held-lines.ts";

/** Brings what APIs log to CloudWatch Logs, by the permissions of the role that their account has named for that. */
export type ApiLogs = {
  /** Never throws, never waits. Lines for what is no log group go nowhere. */
  readonly access: (line: AccessLine) => void;
  /** The lines of one request, in a group of the stage. */
  readonly execution: (lines: ExecutionLines) => void;
  /** Resolves when all that was written so far is delivered, or given up. */
  readonly flush: () => Promise<void>;
  /** The same, within seconds; what is written later goes nowhere. */
  readonly close: () => Promise<void>;
};

export type AccessLine = {
  /** Of the API. */
  readonly place: Place;
  /** `arn:aws:logs:eu-west-1:123456789012:log-group:orders` */
  readonly destinationArn: string;
  readonly timestamp: number;
  readonly message: string;
};

export type ExecutionLines = {
  readonly kind: PublishedApi["kind"];
  readonly place: Place;
  readonly apiId: string;
  readonly stage: string;
  readonly events: readonly { readonly timestamp: number; readonly message: string }[];
};

export type ApiLogsOptions = {
  readonly call: ServiceClient;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly auth: AuthMode;
  readonly log: Pick<Logger, "warn">;
  /** The role of an account's settings, where it has one. */
  readonly roleOf: (place: Place) => Promise<string | undefined>;
};

const PRINCIPAL: ServicePrincipal = { name: "apigateway.amazonaws.com", sourceArn: undefined };

export function openApiLogs(options: ApiLogsOptions): ApiLogs {
  const { call, ids, log } = options;
  // By a clock that stands still nothing would ever be delivered.
  const delivery: LogDelivery = openLogDelivery({ call, principal: PRINCIPAL, log, clock: systemClock });
  const stream = Buffer.from(ids.bytes(STREAM_BYTES)).toString("hex");
  const held = holdLines({
    identityOf: identities(options),
    write: (lines, onBehalfOf) => delivery.write({ ...lines, stream, onBehalfOf }),
    lost: (place, lines, why) => log.warn({ err: why, lines, place }, "logs of APIs are lost"),
  });
  return {
    access: ({ destinationArn, message, place, timestamp }) => {
      const group = logGroupOf(destinationArn);
      if (group !== undefined) held.add(place, { ...group, events: [{ timestamp, message }] });
    },
    execution: ({ events, place, ...of }) => {
      held.add(place, { place, group: executionGroup(of), events });
    },
    flush: async () => {
      await held.settled();
      await delivery.flush();
    },
    close: async () => {
      await held.settled();
      await delivery.close();
    },
  };
}

const executionGroup = ({ apiId, kind, stage }: Pick<ExecutionLines, "apiId" | "kind" | "stage">): string =>
  kind === "WEBSOCKET" ? `/aws/apigateway/${apiId}/${stage}` : `API-Gateway-Execution-Logs_${apiId}/${stage}`;

/** AWS's streams are named by 32 hexadecimal digits; each process has one of its own. */
const STREAM_BYTES = 16;

function logGroupOf(destinationArn: string): { readonly place: Place; readonly group: string } | undefined {
  const arn = parseArn(destinationArn);
  const group = /^log-group:([^:]+)(?::\*)?$/.exec(arn?.resource ?? "")?.[1];
  if (arn === undefined || arn.service !== "logs" || group === undefined) return undefined;
  return { place: { account: arn.account, region: arn.region }, group };
}

/** As whom an account's logs are written; in open mode as the account itself, where it has named no role. */
function identities(options: ApiLogsOptions): (place: Place) => Promise<Identity | undefined> {
  const { auth, call, clock, log, roleOf } = options;
  const sessions = openRoleSessions({
    call,
    clock,
    auth,
    refusal: () => new Error("The role for logs cannot be assumed by API Gateway."),
    onMissing: ({ roleArn }) => log.warn({ roleArn }, "the role for the logs of APIs is missing"),
  });
  const find = async (place: Place): Promise<Identity | undefined> => {
    const roleArn = await roleOf(place);
    if (roleArn === undefined) return auth === "enforce" ? undefined : rootOf(place.account);
    return (await sessions.of({ place, principal: PRINCIPAL, roleArn, sessionName: "apigateway-logs" })).identity;
  };
  const found = new BoundedMap<string, Promise<Identity | undefined>>(MAX_PLACES);
  return (place) => {
    const key = `${place.account} ${place.region}`;
    return found.get(key, () => {
      const identity = find(place);
      const forget = (): void => found.forget(key, identity);
      systemClock.at(Date.now() + KNOWN_FOR_MS, forget);
      // A failure is the next one's to find out about anew.
      identity.catch(forget);
      return identity;
    });
  };
}

/** Each request that is logged would ask for the role else. */
const KNOWN_FOR_MS = 1_000;

/** Accounts and regions whose identities are known at a time. */
const MAX_PLACES = 1_000;
