/** A move of the clock: one of three. */
export type ClockMove =
  /** To stand still there, milliseconds since the epoch. */
  | { readonly set: number }
  /** Ahead by so many milliseconds. */
  | { readonly advance: number }
  /** Back to the machine's own time. */
  | { readonly release: true };

/** The product's clock as its admins see and move it: of one process, or of all replicas together. */
export type AdminClock = {
  /** Milliseconds since the epoch. */
  readonly now: () => Promise<number>;
  /** Resolves when the time has moved. */
  readonly move: (move: ClockMove) => Promise<void>;
};
