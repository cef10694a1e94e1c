import { type Deadline, noAnswerFrom } from "./deadline.ts";

type Waiting = { readonly weight: number; readonly letIn: () => void };

/** Lets in so much at a time, in the order in which it came; what is heavier than that goes in alone. */
export class Turnstile {
  private readonly room: number;
  private readonly waiting = new Set<Waiting>();
  private inside = 0;

  constructor(room: number) {
    this.room = room;
  }

  /** In at once, or when the promise resolves. Whoever is in leaves with the same weight, at once or in parts. */
  enter(weight: number, deadline: Deadline): Promise<void> | undefined {
    if (this.waiting.size === 0 && this.hasRoomFor(weight)) {
      this.inside += weight;
      return undefined;
    }
    return new Promise<void>((resolve, reject) => {
      const turnAway = (): void => {
        this.waiting.delete(one);
        // Those inside may wait for either.
        reject(noAnswerFrom("an engine"));
        this.letIn();
      };
      const one = {
        weight,
        letIn: () => {
          deadline.forget(turnAway);
          resolve();
        },
      };
      deadline.whenOver(turnAway);
      this.waiting.add(one);
    });
  }

  leave(weight: number): void {
    this.inside -= weight;
    this.letIn();
  }

  private letIn(): void {
    for (const one of this.waiting) {
      if (!this.hasRoomFor(one.weight)) return;
      this.waiting.delete(one);
      this.inside += one.weight;
      one.letIn();
    }
  }

  private hasRoomFor(weight: number): boolean {
    return this.inside === 0 || this.inside + weight <= this.room;
  }
}
