/** An event as it is kept. Inside a stream, and among streams, events are in the order of time, then of arrival. */
export type LogEvent = {
  /** Milliseconds since the epoch: when it happened, as whoever put it says. */
  readonly timestamp: number;
  /** Counts the events of a group as they come: no two have the same. */
  readonly arrival: number;
  /** Milliseconds since the epoch: when it came. */
  readonly ingestionTime: number;
  readonly message: string;
};

/** Where an event is among all others of its group. */
export type Position = Pick<LogEvent, "timestamp" | "arrival">;

/** What AWS counts for an event beside its message. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
const EVENT_OVERHEAD_BYTES = 26;

/** What an event takes, as AWS counts it. */
export const eventBytes = (message: string): number => Buffer.byteLength(message) + EVENT_OVERHEAD_BYTES;

/** Negative where `a` comes before `b`. */
export const comparePositions = (a: Position, b: Position): number =>
  a.timestamp - b.timestamp || a.arrival - b.arrival;
