import type { Recorded, Step } from "./linearizable.ts";

/** What a client did to a register, and what it was told. */
export type RegisterOperation =
  | { readonly kind: "put"; readonly value: number }
  /** Put where another value was there. */
  | { readonly kind: "exchange"; readonly expected: number; readonly value: number; readonly isDone: boolean }
  /** `sum`: what it came to, where the answer tells. */
  | { readonly kind: "add"; readonly value: number; readonly sum?: number }
  | { readonly kind: "read"; readonly value: number };

/** A register is 0 before its first write, as what is added to it shows. */
export const registerStep: Step<number, RegisterOperation> = (state, operation) => {
  switch (operation.kind) {
    case "put":
      return { state: operation.value };
    case "exchange":
      if (operation.isDone !== (state === operation.expected)) return undefined;
      return { state: operation.isDone ? operation.value : state };
    case "add": {
      const sum = state + operation.value;
      return operation.sum === undefined || operation.sum === sum ? { state: sum } : undefined;
    }
    case "read":
      return operation.value === state ? { state } : undefined;
    default:
      return undefined;
  }
};

export type RegisterHistory = Recorded<RegisterOperation>[];
