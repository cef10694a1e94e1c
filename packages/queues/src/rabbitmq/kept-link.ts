import { connect } from "amqplib";
import { type Deadline, noAnswerFrom } from "./deadline.ts";
import { breakOff, isRefused, type Link, QueueIsGone, writeTogether } from "./link.ts";
import { Recent } from "./recent.ts";
import { SendsAreBlocked } from "./sending-link.ts";
import { within } from "./within.ts";

/** A connection that does not come about in so long is given up: there is time to try another. */
const CONNECTING_MS = 10_000;
/** So long a broker may take to say goodbye. */
const CLOSING_MS = 2000;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1000;
/** A replica that is frozen or cut off loses what it has not acknowledged after two of these. */
const HEARTBEAT_SECONDS = 10;
/** A queue that was not asked for in so long is declared again, which changes nothing. */
const MOST_DECLARED = 10_000;

export type KeptLinkOptions<L extends Link> = {
  readonly url: string;
  readonly onFailure: (error: unknown) => void;
  /** Makes of a new connection what is needed. */
  readonly furnish: (link: Link) => Promise<L>;
};

/** A connection to RabbitMQ that is made again where it is lost: amqplib has none that comes back by itself. */
export class KeptLink<L extends Link> {
  private readonly options: KeptLinkOptions<L>;
  private readonly url: string;
  private link: Promise<L> | undefined;
  /** The same once it is there: a call need not wait a turn for it. */
  private made: L | undefined;
  private isClosing = false;

  constructor(options: KeptLinkOptions<L>) {
    const withHeartbeat = new URL(options.url);
    if (!withHeartbeat.searchParams.has("heartbeat"))
      withHeartbeat.searchParams.set("heartbeat", String(HEARTBEAT_SECONDS));
    this.url = withHeartbeat.href;
    this.options = options;
  }

  /** Does something that may be done twice, again and again until it is done, refused, or too late. */
  async attempt<T>(deadline: Deadline, work: (link: L) => Promise<T>): Promise<T> {
    let cause: unknown;
    const late = (): Error => noAnswerFrom("RabbitMQ", cause);
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
      if (this.isClosing) throw new Error("the connection to RabbitMQ is closed", { cause });
      try {
        const link = this.made ?? (await deadline.orLate(this.connected(), late));
        return await deadline.orLate(work(link), late);
      } catch (error) {
        if (isFinal(error) || deadline.isOver) throw error;
        cause = error;
      }
      if (performance.now() + pause > deadline.at) throw late();
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }

  private connected(): Promise<L> {
    if (this.link) return this.link;
    const lost = (): void => {
      if (this.link === own) this.link = this.made = undefined;
    };
    const own = this.open(lost);
    own.then((made) => {
      if (this.link === own && !made.isClosed) this.made = made;
    }, lost);
    return (this.link = own);
  }

  private async open(lost: () => void): Promise<L> {
    const { onFailure, furnish } = this.options;
    const connection = await connect(this.url, { timeout: CONNECTING_MS, noDelay: true });
    if (this.isClosing) breakOff(connection);
    const link: Link = { connection, free: [], declared: new Recent(MOST_DECLARED), isClosed: false };
    // Without listeners an error would end the process; `close` follows it.
    connection.on("error", onFailure);
    connection.on("close", () => {
      link.isClosed = true;
      lost();
    });
    writeTogether(connection);
    return furnish(link);
  }

  async close(): Promise<void> {
    this.isClosing = true;
    const end = async (): Promise<void> => {
      const link = await this.link?.catch(() => undefined);
      if (!link) return;
      // Orderly: what was acknowledged or published before is done.
      await within(CLOSING_MS, link.connection.close()).catch(() => breakOff(link.connection));
    };
    await within(2 * CLOSING_MS, end()).catch(() => undefined);
  }
}

/** Asked again, RabbitMQ would say the same. */
const isFinal = (error: unknown): boolean =>
  error instanceof QueueIsGone || error instanceof SendsAreBlocked || isRefused(error);
