import { existsSync, readlinkSync } from "node:fs";
import { pid } from "node:process";

/** Nobody's, as a rule: above those of people, below those that systemd gives out (61184). */
const FIRST = 50_000;
const COUNT = 10_000;

/** So many are one process's own, as long as it needs no more. */
const OWN = 100;

/**
 * User ids for sandboxes, one each, where Skylab runs as root: whoever has another one can neither signal nor trace nor
 * read what is another's, and limits count for one sandbox alone.
 */
export class UserIds {
  readonly #start: number;
  readonly #taken = new Set<number>();
  #last = -1;

  /** Of processes whose places differ modulo 100 none takes what is another's, as long as none needs more than 100. */
  constructor(place: number) {
    this.#start = place * OWN;
  }

  /** Each comes again as late as it can: files may be left of who had it. */
  take(): number {
    const count = this.#taken.size < OWN ? OWN : COUNT;
    do this.#last = (this.#last + 1) % count;
    while (this.#taken.has(this.#idAt(this.#last)));
    const id = this.#idAt(this.#last);
    this.#taken.add(id);
    return id;
  }

  give(uid: number): void {
    this.#taken.delete(uid);
  }

  #idAt(at: number): number {
    return FIRST + ((this.#start + at) % COUNT);
  }
}

let ours: UserIds | undefined;

/** Of this process, whatever number of runners it has. */
export const ownUserIds = (): UserIds => (ours ??= new UserIds(placeOfProcess()));

/** Processes that see each other differ in their ids; the first ones of two containers in what the kernel calls these. */
function placeOfProcess(): number {
  const path = "/proc/self/ns/pid";
  const namespace = existsSync(path) ? /\d+/.exec(readlinkSync(path))?.[0] : undefined;
  return pid + Number(namespace ?? 0);
}
