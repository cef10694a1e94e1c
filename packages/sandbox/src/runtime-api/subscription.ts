/** What an extension may subscribe to: what Lambda itself tells, what the function writes, what extensions write. */
export type TelemetryType = "platform" | "function" | "extension";

/** What an extension wants to hear, where, and how much at a time. */
export type Subscription = {
  /** Inside of the sandbox. */
  readonly uri: string;
  readonly types: ReadonlySet<string>;
  readonly maxItems: number;
  readonly maxBytes: number;
  readonly timeoutMs: number;
};

/** https://docs.aws.amazon.com/lambda/latest/dg/telemetry-api-reference.html */
const BUFFERING = {
  maxItems: { default: 1000, least: 1000, most: 10_000 },
  maxBytes: { default: 256 * 1024, least: 256 * 1024, most: 1024 * 1024 },
  timeoutMs: { default: 1000, least: 25, most: 30_000 },
};

const TYPES: ReadonlySet<unknown> = new Set<TelemetryType>(["platform", "function", "extension"]);

/** What the sandbox is called inside of it. */
const OF_SANDBOX = /^http:\/\/sandbox(?:\.localdomain)?(?::\d{1,5})?(?:\/[!-~]*)?$/;

type Wanted = {
  readonly destination?: { readonly protocol?: unknown; readonly URI?: unknown };
  readonly types?: unknown;
  readonly buffering?: Readonly<Partial<Record<keyof typeof BUFFERING, unknown>>>;
};

/** Reads what an extension asks for; undefined where that is nothing that there is. */
export function readSubscription(body: Buffer): Subscription | undefined {
  const { destination, types, buffering = {} } = wantedOf(body);
  const uri = uriOf(destination);
  const [maxItems, maxBytes, timeoutMs] = (["maxItems", "maxBytes", "timeoutMs"] as const).map((name) =>
    numberOf(buffering[name], BUFFERING[name]),
  );
  if (uri === undefined || !Array.isArray(types) || types.length === 0) return undefined;
  if (!types.every((type) => TYPES.has(type))) return undefined;
  if (maxItems === undefined || maxBytes === undefined || timeoutMs === undefined) return undefined;
  return { uri, types: new Set(types), maxItems, maxBytes, timeoutMs };
}

function uriOf(destination: Wanted["destination"]): string | undefined {
  const uri = destination?.URI;
  return destination?.protocol === "HTTP" && typeof uri === "string" && OF_SANDBOX.test(uri) ? uri : undefined;
}

function wantedOf(body: Buffer): Wanted {
  try {
    const value: unknown = JSON.parse(body.toString());
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}

type Bounds = { readonly default: number; readonly least: number; readonly most: number };

function numberOf(value: unknown, bounds: Bounds): number | undefined {
  if (value === undefined) return bounds.default;
  return typeof value === "number" && value >= bounds.least && value <= bounds.most ? value : undefined;
}
