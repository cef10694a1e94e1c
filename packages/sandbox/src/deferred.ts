/** A promise that somebody else resolves. Node.js 20 has no `Promise.withResolvers`. */
export type Deferred<Value> = { readonly promise: Promise<Value>; readonly resolve: (value: Value) => void };

export function deferred<Value = void>(): Deferred<Value> {
  let resolve: (value: Value) => void = nothing;
  const promise = new Promise<Value>((settle) => (resolve = settle));
  return { promise, resolve };
}

const nothing = (): void => undefined;
