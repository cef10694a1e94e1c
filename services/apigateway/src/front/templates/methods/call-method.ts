import type { Budget } from "../budget.ts";
import { Block, Entry, Host, javaString, List, type Value } from "../values.ts";
import { entryMethods, listMethods, mapMethods } from "./collection-methods.ts";
import { Arguments, type Methods } from "./method.ts";
import { plainMethods } from "./number-methods.ts";
import { stringMethods } from "./string-methods.ts";

export type MethodCall = { readonly name: string; readonly args: readonly Value[] };

/** Calls a method of a value; what it does not have gives nothing, as whatever else there is not. */
export function callMethod(self: Value, { args, name }: MethodCall, budget: Budget): Value {
  budget.spend(sizeOf(self));
  const result = self instanceof Host ? callHost(self, name, args) : methodOf(self, name)?.(new Arguments(args));
  return typeof result === "string" ? budget.text(result) : (result ?? null);
}

const callHost = ({ methods }: Host, name: string, args: readonly Value[]): Value =>
  Object.hasOwn(methods, name) ? (methods[name]?.(args) ?? null) : null;

function methodOf(self: Exclude<Value, Host>, name: string): ((args: Arguments) => Value) | undefined {
  if (typeof self === "string") return bound(stringMethods, self, name);
  if (self instanceof List) return bound(listMethods, self, name);
  if (self instanceof Map) return bound(mapMethods, self, name);
  if (self instanceof Entry) return bound(entryMethods, self, name);
  return self === null || self instanceof Block ? undefined : bound(plainMethods, self, name);
}

function bound<Self extends Value>(
  methods: Methods<Self>,
  self: Self,
  name: string,
): ((args: Arguments) => Value) | undefined {
  const method = methods.get(name);
  return method && ((args) => method(self, args));
}

/** How much there is to look through. */
function sizeOf(value: Value): number {
  if (typeof value === "string") return value.length;
  if (value instanceof Map) return value.size;
  return value instanceof List ? value.items.length : 0;
}

/** `$value.name`: a member of a map, or what Java finds by `getName()` or `isName()`. */
export function propertyOf(self: Value, name: string): Value {
  if (self instanceof Map) return self.get(name) ?? null;
  if (self instanceof Host) return Object.hasOwn(self.properties, name) ? (self.properties[name]?.() ?? null) : null;
  const method = methodOf(
    self,
    `${self instanceof Entry ? "get" : "is"}${name.charAt(0).toUpperCase()}${name.slice(1)}`,
  );
  return method?.(new Arguments([])) ?? null;
}

/** `$value[index]` */
export function itemOf(self: Value, index: Value): Value {
  if (self instanceof List && typeof index === "number") return self.items.at(index) ?? null;
  return self instanceof Map ? (self.get(javaString(index)) ?? null) : null;
}
