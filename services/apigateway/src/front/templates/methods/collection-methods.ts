import { TemplateFault } from "../template.ts";
import { Entry, isEqual, isNumber, type JavaMap, javaString, List, type Value } from "../values.ts";
import { methods, within } from "./method.ts";

/** Nobody collects more. */
const MAX_ITEMS = 100_000;

/** https://docs.oracle.com/javase/8/docs/api/java/util/List.html */
export const listMethods = methods<List>({
  add: (list, args) => {
    if (args.count === 1) return insert(list, list.items.length, [args.at(0)]);
    insert(list, within(args.whole(0), list.items.length), [args.at(1)]);
    return null;
  },
  addAll: (list, args) => insert(list, list.items.length, itemsOf(args.at(0))),
  clear: (list) => {
    list.items.length = 0;
    return null;
  },
  contains: (list, args) => list.items.some((item) => isEqual(item, args.at(0))),
  equals: (list, args) => args.at(0) instanceof List && javaString(list) === javaString(args.at(0)),
  get: (list, args) => itemAt(list, args.whole(0)),
  indexOf: (list, args) => list.items.findIndex((item) => isEqual(item, args.at(0))),
  isEmpty: (list) => list.items.length === 0,
  iterator: (list) => list,
  lastIndexOf: (list, args) => list.items.findLastIndex((item) => isEqual(item, args.at(0))),
  remove: (list, args) => remove(list, args.at(0)),
  set: (list, args) => {
    const before = itemAt(list, args.whole(0));
    list.items[args.whole(0)] = args.at(1);
    return before;
  },
  size: (list) => list.items.length,
  subList: (list, args) => {
    const end = within(args.whole(1), list.items.length);
    return new List(list.items.slice(within(args.whole(0), end), end), list.isJson);
  },
});

/** https://docs.oracle.com/javase/8/docs/api/java/util/Map.html */
export const mapMethods = methods<JavaMap>({
  clear: (map) => {
    map.clear();
    return null;
  },
  containsKey: (map, args) => map.has(keyOf(args.at(0))),
  containsValue: (map, args) => [...map.values()].some((value) => isEqual(value, args.at(0))),
  entrySet: (map) => new List([...map].map(([key, value]) => new Entry(key, value))),
  equals: (map, args) => args.at(0) instanceof Map && javaString(map) === javaString(args.at(0)),
  get: (map, args) => map.get(keyOf(args.at(0))) ?? null,
  getOrDefault: (map, args) => map.get(keyOf(args.at(0))) ?? args.at(1),
  isEmpty: (map) => map.size === 0,
  keySet: (map) => new List([...map.keys()]),
  put: (map, args) => put(map, args.at(0), args.at(1)),
  putAll: (map, args) => {
    const others = args.at(0);
    if (!(others instanceof Map)) throw new TemplateFault("putAll wants a map.");
    for (const [key, value] of others) put(map, key, value);
    return null;
  },
  putIfAbsent: (map, args) => map.get(keyOf(args.at(0))) ?? put(map, args.at(0), args.at(1)),
  remove: (map, args) => {
    const key = keyOf(args.at(0));
    const before = map.get(key) ?? null;
    map.delete(key);
    return before;
  },
  size: (map) => map.size,
  values: (map) => new List([...map.values()]),
});

export const entryMethods = methods<Entry>({
  getKey: ({ key }) => key,
  getValue: ({ value }) => value,
});

const keyOf = (value: Value): string => (value === null ? "null" : javaString(value));

/** @returns what was there before */
export function put(map: JavaMap, key: Value, value: Value): Value {
  const before = map.get(keyOf(key)) ?? null;
  map.set(keyOf(key), value);
  if (map.size > MAX_ITEMS) throw new TemplateFault("The template collects too much.");
  return before;
}

function insert(list: List, at: number, items: readonly Value[]): true {
  if (list.items.length + items.length > MAX_ITEMS) throw new TemplateFault("The template collects too much.");
  list.items.splice(at, 0, ...items);
  return true;
}

function itemsOf(value: Value): readonly Value[] {
  if (value instanceof List) return value.items;
  throw new TemplateFault("A method wants a list.");
}

function itemAt({ items }: List, index: number): Value {
  within(index, items.length - 1);
  return items[index] ?? null;
}

/** By its place where it is a number, else by itself: as Java chooses. */
function remove(list: List, what: Value): Value {
  if (isNumber(what)) {
    const index = Number(javaString(what));
    const before = itemAt(list, index);
    list.items.splice(index, 1);
    return before;
  }
  const index = list.items.findIndex((item) => isEqual(item, what));
  if (index >= 0) list.items.splice(index, 1);
  return index >= 0;
}
