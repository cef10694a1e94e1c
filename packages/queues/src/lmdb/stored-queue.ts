import type { Clock, Ids } from "@skylab/aws";
import type { Counts, NewMessage, Queue, ReceiptOutcome, Sent } from "../port.ts";
import { type Contents, openContents } from "./contents.ts";
import type { Disk } from "./disk.ts";
import { readyPosition } from "./fifo-order.ts";
import type { Flight } from "./flights.ts";
import type { Generations } from "./generations.ts";
import { DELAYED, messageKey, type Position } from "./keys.ts";
import { decodeMessage, encodeMessage, type MessageRecord, newRecord, sequenceNumber } from "../message-record.ts";
import { readQueueRecord, writeQueueRecord } from "./queue-record.ts";
import { readReceipt, type Receipt, receiptTag, writeReceipt } from "./receipt.ts";
import { writeFlight } from "./saved-flights.ts";
import { standardPosition } from "./standard-order.ts";

/** What the queues of one engine share. */
export type Shared = {
  readonly disk: Disk;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly generations: Generations;
  readonly open: (queue: Queue) => StoredQueue;
  /** Notes in the running transaction that a generation's messages may be deleted. */
  readonly throwAway: (generation: number) => void;
  /** A flight changed: it is to be written within a moment. */
  readonly saveSoon: (queue: StoredQueue) => void;
};

/** One queue: what is on the disk, and what memory knows of it. */
export class StoredQueue {
  readonly id: string;
  contents: Contents;
  /** Called when messages may have become visible. */
  onVisible: () => void = () => undefined;
  private isDropped = false;
  private nextOrder: number;
  private nextNonce: number;
  private readonly tag: Buffer;
  private readonly shared: Shared;

  constructor(shared: Shared, queue: Queue) {
    this.shared = shared;
    this.id = queue.id;
    this.tag = receiptTag(queue.id);
    this.nextNonce = Buffer.from(shared.ids.bytes(4)).readUInt32BE();
    const record = readQueueRecord(shared.disk, queue.id);
    this.nextOrder = record?.nextOrder ?? 1;
    this.contents = openContents(shared.disk, record?.generation ?? shared.generations.next(), {
      fifo: queue.fifo !== undefined,
      stored: record?.stored ?? 0,
    });
  }

  /** Puts the queue's own record into the running transaction. */
  private readonly save = (): void => {
    if (this.isDropped) return;
    const { generation, stored } = this.contents;
    writeQueueRecord(this.shared.disk, this.id, { generation, nextOrder: this.nextOrder, stored });
    this.shared.generations.save();
  };

  async send(queue: Queue, messages: readonly NewMessage[]): Promise<readonly Sent[]> {
    const { contents } = this;
    const now = this.shared.clock.now();
    const writes: (() => void)[] = [];
    const positions: Position[] = [];
    // Runs in a later turn, when `writes` is full.
    const stored = this.shared.disk.write(() => {
      for (const write of writes) write();
    }, this.save);
    const answerable = [stored];
    const sent = messages.map((message): Sent => {
      const first = queue.fifo && contents.deduplication.find(message, queue.fifo, now);
      if (first) {
        answerable.push(first.stored);
        return { id: first.id, sequenceNumber: sequenceNumber(first.order), duplicate: true };
      }
      const { position, store } = this.admit(queue, newRecord(message, now), message.delayMs ?? 0);
      positions.push(position);
      writes.push(store);
      if (!queue.fifo) return { id: message.id, duplicate: false };
      const { order } = position;
      writes.push(contents.deduplication.remember(message, queue.fifo, { id: message.id, order, at: now, stored }));
      return { id: message.id, sequenceNumber: sequenceNumber(order), duplicate: false };
    });
    await Promise.all(answerable);
    this.appeared(contents, positions);
    return sent;
  }

  /** Gives a message its place at the end; `store` puts it into the running transaction. */
  private admit(queue: Queue, message: MessageRecord, delayMs: number): { position: Position; store: () => void } {
    const order = this.nextOrder;
    this.nextOrder += 1;
    this.contents.stored += 1;
    const position = queue.fifo ? readyPosition(order) : standardPosition(order, this.shared.clock.now(), delayMs);
    if (position.lane === DELAYED) this.contents.arriving.add(position);
    const key = messageKey(this.contents.generation, position);
    const record = encodeMessage(message);
    return { position, store: () => void this.shared.disk.messages.put(key, record) };
  }

  private appeared(contents: Contents, positions: readonly Position[]): void {
    for (const position of positions) contents.arriving.delete(position);
    contents.order.stored(positions);
    this.onVisible();
  }

  /** The message at a position; `record` where it was read already. */
  read(position: Position, record: Buffer | undefined): MessageRecord | undefined {
    const stored = record ?? this.shared.disk.messages.get(messageKey(this.contents.generation, position));
    return stored && decodeMessage(stored);
  }

  /** A message is in flight, once more or for the first time. */
  takeOff(position: Position, message: MessageRecord, visibleAt: number): Flight {
    const now = this.shared.clock.now();
    const flight: Flight = this.contents.flights.get(position.order) ?? {
      position,
      groupId: message.groupId,
      receives: 0,
      firstReceivedAt: message.firstReceivedAt || now,
      receivedAt: now,
      visibleAt,
      nonce: 0,
      inFlight: false,
      saved: false,
    };
    flight.receives += 1;
    flight.receivedAt = now;
    flight.nonce = this.nextNonce;
    this.nextNonce = (this.nextNonce + 1) >>> 0;
    this.hide(flight, visibleAt);
    return flight;
  }

  receiptOf(flight: Flight): string {
    const { generation } = this.contents;
    return writeReceipt(this.tag, { generation, position: flight.position, nonce: flight.nonce });
  }

  async remove(queue: Queue, text: string): Promise<ReceiptOutcome> {
    const receipt = readReceipt(this.tag, text);
    if (!receipt) return "invalid";
    const { generation, leaving, flights } = this.contents;
    if (receipt.generation !== generation) return "done";
    this.land(this.shared.clock.now());
    const { position } = receipt;
    const flight = flights.get(position.order);
    if (flight && flight.nonce !== receipt.nonce) return "stale";
    const removal = leaving.get(position.order)?.removal ?? this.removal(queue, position, flight);
    if (removal === "notInFlight") return "notInFlight";
    await removal;
    return "done";
  }

  private removal(
    queue: Queue,
    position: Position,
    flight: Flight | undefined,
  ): Promise<void> | "notInFlight" | undefined {
    const isStored = flight !== undefined || this.isStored(position);
    if (!isStored) return undefined;
    // A receipt from before a crash has no flight; a standard queue still takes it.
    if (queue.fifo && !flight?.inFlight) return "notInFlight";
    return this.leave(position);
  }

  private isStored(position: Position): boolean {
    return this.shared.disk.messages.doesExist(messageKey(this.contents.generation, position));
  }

  /** Deletes a message, in one transaction with what `also` writes for another queue. */
  leave(position: Position, also?: { readonly write: () => void; readonly save: () => void }): Promise<void> {
    const { contents } = this;
    // A receive that `onVisible` woke may have found the same message expired.
    const leaving = contents.leaving.get(position.order);
    if (leaving) return leaving.removal;
    const key = messageKey(contents.generation, position);
    const flight = contents.flights.get(position.order);
    contents.stored -= 1;
    const removal = this.shared.disk.write(
      () => {
        void this.shared.disk.messages.remove(key);
        if (flight?.saved) void this.shared.disk.flights.remove(key);
        also?.write();
      },
      this.save,
      ...(also ? [also.save] : []),
    );
    contents.leaving.set(position.order, { position, removal });
    const left = (): void => {
      contents.leaving.delete(position.order);
      contents.order.left(position);
    };
    removal.then(left, left);
    if (flight) {
      const unblocks = flight.inFlight;
      contents.unsaved.delete(flight);
      contents.flights.forget(flight);
      if (unblocks) {
        contents.order.gone(flight);
        this.onVisible();
      }
    }
    return removal;
  }

  /** Deletes a message here and stores it there, in one transaction. */
  async move(position: Position, to: Queue, message: MessageRecord): Promise<void> {
    const target = this.shared.open(to);
    const { contents } = target;
    const placed = target.admit(to, message, 0);
    await this.leave(position, { write: placed.store, save: target.save });
    target.appeared(contents, [placed.position]);
  }

  setVisibility(queue: Queue, text: string, visibilityMs: number): ReceiptOutcome {
    const receipt = readReceipt(this.tag, text);
    if (!receipt) return "invalid";
    const now = this.shared.clock.now();
    this.land(now);
    const flight = this.flightOf(receipt);
    if (!flight?.inFlight) return "notInFlight";
    if (flight.nonce !== receipt.nonce) return "stale";
    if (now + visibilityMs > flight.receivedAt + queue.maxVisibilityMs) return "beyondLimit";
    this.hide(flight, now + visibilityMs);
    this.land(now);
    this.onVisible();
    return "done";
  }

  private flightOf(receipt: Receipt): Flight | undefined {
    return receipt.generation === this.contents.generation
      ? this.contents.flights.get(receipt.position.order)
      : undefined;
  }

  /** A message in flight becomes visible at another time. */
  hide(flight: Flight, visibleAt: number): void {
    flight.visibleAt = visibleAt;
    this.contents.flights.fly(flight);
    this.changed(flight);
  }

  private changed(flight: Flight): void {
    this.contents.unsaved.add(flight);
    this.shared.saveSoon(this);
  }

  now(): number {
    return this.shared.clock.now();
  }

  newId(): string {
    return this.shared.ids.uuid();
  }

  /** What was in flight and whose time is over is visible again. */
  land(now: number): void {
    const { flights, order } = this.contents;
    flights.land(now, (flight) => order.landed(flight));
  }

  /** When messages become visible by the passing of time. */
  nextVisibleAt(queue: Queue): number | undefined {
    const delayed = this.contents.order.nextAt(this.shared.clock.now(), queue.fifo?.delayMs ?? 0);
    const landing = this.contents.flights.nextAt();
    return delayed === undefined || landing === undefined ? (delayed ?? landing) : Math.min(delayed, landing);
  }

  counts(queue: Queue): Counts {
    const now = this.shared.clock.now();
    this.land(now);
    const delayed = this.contents.order.delayed(now, queue.fifo?.delayMs ?? 0);
    const inFlight = this.contents.flights.inFlight();
    return { visible: Math.max(0, this.contents.stored - delayed - inFlight), inFlight, delayed };
  }

  /** Writes the flights that the disk does not know, and resolves when it does. */
  async saveFlights(): Promise<void> {
    const { generation, unsaved } = this.contents;
    const flights = [...unsaved];
    if (flights.length === 0 || this.isDropped) return;
    unsaved.clear();
    for (const flight of flights) flight.saved = true;
    await this.shared.disk.write(() => {
      for (const flight of flights) writeFlight(this.shared.disk, generation, flight);
    });
  }

  /** Begins a new generation; the old one is garbage. */
  async purge(queue: Queue): Promise<void> {
    const { generation } = this.contents;
    this.contents = openContents(this.shared.disk, this.shared.generations.next(), {
      fifo: queue.fifo !== undefined,
      stored: 0,
    });
    await this.shared.disk.write(() => this.shared.throwAway(generation), this.save);
  }

  async drop(): Promise<void> {
    this.isDropped = true;
    const { generation } = this.contents;
    // The queue may never have been saved: its generation must not be given to another one while it is garbage.
    await this.shared.disk.write(() => {
      void this.shared.disk.queues.remove(this.id);
      this.shared.throwAway(generation);
    }, this.shared.generations.save);
  }
}
