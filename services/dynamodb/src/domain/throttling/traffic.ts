/** How much a table on demand was used, by the minute, as CloudWatch counts it. */
export type Traffic = {
  /** Minutes since the epoch. */
  readonly minute: number;
  /** Units in that minute so far. */
  readonly units: number;
  /** Units a second in the busiest of earlier minutes, that counts as the previous peak. */
  readonly peak: number;
  /** A busier minute, and since when there is one: in half an hour it counts. */
  readonly rising?: { readonly peak: number; readonly since: number };
};

const MINUTE_MS = 60_000;
const SECONDS_PER_MINUTE = 60;

/** "Throttling can occur if you exceed double your previous peak within 30 minutes." https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html#on-demand-capacity-mode-initial */
const RISE_MS = 30 * MINUTE_MS;

export const NO_TRAFFIC: Traffic = { minute: 0, units: 0, peak: 0 };

/** The traffic as it is known now: minutes that are over may have been a peak. */
export function trafficAt(traffic: Traffic, now: number): Traffic {
  const minute = Math.floor(now / MINUTE_MS);
  if (minute === traffic.minute) return traffic;
  const average = Math.floor(traffic.units / SECONDS_PER_MINUTE);
  const { peak } = traffic;
  const rising = risingOf(traffic, average);
  if (rising === undefined) return { minute, units: 0, peak };
  if (now - rising.since >= RISE_MS) return { minute, units: 0, peak: rising.peak };
  return { minute, units: 0, peak, rising };
}

function risingOf({ minute, peak, rising }: Traffic, average: number): Traffic["rising"] {
  if (average <= Math.max(peak, rising?.peak ?? 0)) return rising;
  return { peak: average, since: rising?.since ?? minute * MINUTE_MS };
}

/** The traffic with so many units more. */
export function withTraffic(traffic: Traffic, units: number, now: number): Traffic {
  const current = trafficAt(traffic, now);
  return { ...current, units: current.units + units };
}
