import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  FilterLogEventsCommand,
  type FilterLogEventsCommandInput,
  type FilteredLogEvent,
  PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { type ClientIdentity, type Skylab, uniqueName } from "@skylab/testkit";
import { useSkylab } from "../use-skylab.ts";

/** Skylab for the tests of one file. */
export type Logs = {
  readonly skylab: () => Skylab;
  readonly client: (as?: ClientIdentity) => CloudWatchLogsClient;
  /** Makes a group of a new name with these streams. */
  readonly createGroup: (streams?: readonly string[], client?: CloudWatchLogsClient) => Promise<TestGroup>;
};

export type TestGroup = {
  readonly name: string;
  /** Puts messages of the time that it is; tells that time. */
  readonly put: (stream: string, ...messages: readonly string[]) => Promise<number>;
  readonly filter: (input?: Partial<FilterLogEventsCommandInput>) => Promise<readonly FilteredLogEvent[]>;
};

/** Starts Skylab before the tests of a file and stops it behind them; or takes the one at SKYLAB_TEST_ENDPOINT. */
export function useLogs(settings: Readonly<Record<string, string>> = {}): Logs {
  const skylab = useSkylab(settings, { own: Object.keys(settings).length > 0 });
  const client = (as?: ClientIdentity): CloudWatchLogsClient => skylab().client(CloudWatchLogsClient, as);
  return {
    skylab,
    client,
    createGroup: (streams = ["s"], own = client()) => createGroup(own, streams, () => skylab().clock.now()),
  };
}

/** Makes a group as `Logs.createGroup` does, by a client of any Skylab. */
export async function createGroup(
  client: CloudWatchLogsClient,
  streams: readonly string[],
  now: () => Promise<number>,
): Promise<TestGroup> {
  const logGroupName = `/test/${uniqueName("group")}`;
  await client.send(new CreateLogGroupCommand({ logGroupName }));
  for (const logStreamName of streams) await client.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
  return {
    name: logGroupName,
    put: async (logStreamName, ...messages) => {
      const timestamp = await now();
      const logEvents = messages.map((message) => ({ timestamp, message }));
      await client.send(new PutLogEventsCommand({ logGroupName, logStreamName, logEvents }));
      return timestamp;
    },
    filter: async (input = {}) => {
      const events: FilteredLogEvent[] = [];
      let nextToken: string | undefined;
      do {
        const page = await client.send(new FilterLogEventsCommand({ logGroupName, nextToken, ...input }));
        events.push(...(page.events ?? []));
        ({ nextToken } = page);
      } while (nextToken !== undefined);
      return events;
    },
  };
}
