import { createDeque, type Deque } from "./deque.ts";
import type { Flights } from "./flights.ts";
import type { Position } from "./keys.ts";

/**
 * A tenant (message group) of a fair queue is noisy when it has more than this share of what is in flight …
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues-detailed.html
 */
const NOISY_SHARE = 0.1;
/** … and at least so many messages in flight. */
const NOISY_IN_FLIGHT = 30;

/** So many messages of noisy tenants are passed over in search of quiet ones; bounds memory and the work of a receive. */
const LOOK_AHEAD = 10_000;

type Tenant = { inFlight: number; readonly aside: Deque<Position>; asideCount: number };

/** Fair queues: who has how many messages in flight, and the messages of noisy tenants that were set aside for quiet ones. */
export class FairShare {
  private readonly flights: Flights;
  private readonly tenants = new Map<string, Tenant>();
  /** Those of them with messages set aside: far fewer than all. */
  private readonly passedOver = new Map<string, Tenant>();
  private asideCount = 0;

  constructor(flights: Flights) {
    this.flights = flights;
    for (const flight of flights.values()) if (flight.inFlight) this.took(flight.groupId);
  }

  took(groupId: string | undefined): void {
    if (groupId) this.tenant(groupId).inFlight += 1;
  }

  /** A message of the tenant is not in flight any more. */
  released(groupId: string | undefined): void {
    const tenant = groupId ? this.tenants.get(groupId) : undefined;
    if (!groupId || !tenant) return;
    tenant.inFlight -= 1;
    this.forgetIfIdle(groupId, tenant);
  }

  /** Sets the message aside if its tenant is noisy; false where it is to be served in its turn. */
  setAside(groupId: string, position: Position): boolean {
    const tenant = this.tenants.get(groupId);
    if (!tenant || !this.isNoisy(tenant) || this.asideCount >= LOOK_AHEAD) return false;
    tenant.aside.push(position);
    tenant.asideCount += 1;
    this.passedOver.set(groupId, tenant);
    this.asideCount += 1;
    return true;
  }

  /** A message that was set aside and whose tenant is quiet now. */
  nextQuiet(): Position | undefined {
    return this.next((tenant) => !this.isNoisy(tenant));
  }

  /** Nobody is quiet: the message of the tenant with the fewest in flight. */
  nextNoisy(): Position | undefined {
    let fewest = Infinity;
    for (const tenant of this.passedOver.values()) fewest = Math.min(fewest, tenant.inFlight);
    return this.next((tenant) => tenant.inFlight === fewest);
  }

  private next(suits: (tenant: Tenant) => boolean): Position | undefined {
    for (const [groupId, tenant] of this.passedOver) {
      if (!suits(tenant)) continue;
      const position = tenant.aside.shift();
      tenant.asideCount -= 1;
      if (tenant.asideCount === 0) this.passedOver.delete(groupId);
      this.asideCount -= 1;
      this.forgetIfIdle(groupId, tenant);
      return position;
    }
    return undefined;
  }

  private isNoisy(tenant: Tenant): boolean {
    return tenant.inFlight >= NOISY_IN_FLIGHT && tenant.inFlight > NOISY_SHARE * this.flights.inFlight();
  }

  private tenant(groupId: string): Tenant {
    let tenant = this.tenants.get(groupId);
    if (!tenant) this.tenants.set(groupId, (tenant = { inFlight: 0, aside: createDeque(), asideCount: 0 }));
    return tenant;
  }

  private forgetIfIdle(groupId: string, tenant: Tenant): void {
    if (tenant.inFlight === 0 && tenant.asideCount === 0) this.tenants.delete(groupId);
  }
}
