import type { ListShape, MapShape, Member, ServiceModel, SimpleShape, StructureShape } from "../model.ts";
import { resolveMember, structureOf } from "../shape-of.ts";
import type { Values } from "../wire.ts";
import { samplePattern } from "./pattern-sample.ts";
import { isException, SPECIAL_SAMPLES } from "./exceptions.ts";

/** Where a sample is drawn: texts of HTTP's head are plain, others have all that wants escaping. */
type Place = {
  readonly model: ServiceModel;
  /** Which member of a union is there. */
  readonly variant: number;
  /** The structures around, so that shapes that contain themselves end. */
  readonly around: readonly string[];
  readonly name: string;
  readonly inHead: boolean;
};

/** A shape may stand this often inside itself. */
const MAX_RECURSION = 2;
const HEAD_TRAITS = ["httpHeader", "httpLabel", "httpQuery", "httpPrefixHeaders", "httpQueryParams", "hostLabel"];

/** A structure with every member filled, as the model's constraints want it. Unions have the member number `variant`. */
export function sampleStructure(model: ServiceModel, shape: string, variant: number): Values {
  return structure({ model, variant, around: [], name: shape, inHead: false }, shape, structureOf(model, shape));
}

/** How many variants show every member of every union below a shape. */
export function countVariants(model: ServiceModel, shape: string, seen: Set<string> = new Set()): number {
  if (seen.has(shape)) return 1;
  seen.add(shape);
  const { shape: found } = resolveMember(model, { shape });
  const below = (members: readonly Member[]): number[] => members.map((part) => countVariants(model, part.shape, seen));
  if (found.type === "list") return Math.max(1, ...below([found.member]));
  if (found.type === "map") return Math.max(1, ...below([found.value]));
  if (found.type !== "structure") return 1;
  const members = Object.values(found.members);
  return Math.max(found.union && !found.eventStream ? members.length : 1, ...below(members));
}

function structure(place: Place, name: string, shape: StructureShape): Values {
  const around = [...place.around, name];
  const names = Object.keys(shape.members);
  const chosen = shape.union ? names.slice(place.variant % names.length).slice(0, 1) : names;
  const values: Values = {};
  for (const member of chosen) {
    const path = `${place.model.name}/${name}.${member}`;
    if (isException(`member ${path}`)) continue;
    const value = SPECIAL_SAMPLES[path] ?? sampleMember({ ...place, around, name: member }, memberOf(shape, member));
    if (value !== undefined) values[member] = value;
  }
  return values;
}

function memberOf(shape: StructureShape, name: string): Member {
  const member = shape.members[name];
  if (member === undefined) throw new Error(`No member ${name}.`);
  return member;
}

function sampleMember(outer: Place, member: Member): unknown {
  const { model, around } = outer;
  const { shape, traits } = resolveMember(model, member);
  const inHead = outer.inHead || HEAD_TRAITS.some((trait) => traits[trait] !== undefined);
  const place = { ...outer, inHead };
  const special = SPECIAL_SAMPLES[`${model.name}/${member.shape}`];
  if (special !== undefined) return special;
  switch (shape.type) {
    case "structure":
      if (around.filter((name) => name === member.shape).length >= MAX_RECURSION) return undefined;
      return shape.eventStream ? events(place, shape) : structure(place, member.shape, shape);
    case "list":
      return list(place, shape);
    case "map":
      return map(place, shape);
    default:
      return simple(place, shape);
  }
}

function list(place: Place, shape: ListShape): unknown[] | undefined {
  const count = Math.min(Math.max(shape.min ?? 0, 2), shape.max ?? 2);
  const items: unknown[] = [];
  for (let index = 0; index < count; index++) {
    const variant = place.variant + index;
    const item = sampleMember({ ...place, variant, name: `${place.name}${index}` }, shape.member);
    if (item !== undefined) items.push(item);
  }
  return items.length < (shape.min ?? 0) ? undefined : items;
}

function map(place: Place, shape: MapShape): Values {
  const values: Values = {};
  for (let index = 0; index < Math.max(shape.min ?? 0, 1); index++) {
    const key = String(sampleMember({ ...place, name: `${index}${place.name}-key` }, shape.key));
    const value = sampleMember({ ...place, name: `${index}${place.name}-value` }, shape.value);
    if (value !== undefined) values[place.inHead ? key.toLowerCase() : key] = value;
  }
  return values;
}

/** One event of each kind; an error would end the stream. */
function events(place: Place, shape: StructureShape): Values[] {
  return Object.values(shape.members).flatMap((member, variant) => {
    const { error } = structureOf(place.model, member.shape);
    return error === undefined ? [structure({ ...place, variant }, "", shape)] : [];
  });
}

function simple(place: Place, shape: SimpleShape): unknown {
  switch (shape.type) {
    case "string":
      return text(place, shape);
    case "boolean":
      return true;
    case "timestamp":
      // HTTP's dates have no fraction of a second.
      return new Date(place.inHead || shape.timestampFormat === "http-date" ? 1_795_654_923_000 : 1_795_654_923_456);
    case "blob":
      return bytes(shape);
    case "document":
      return { text: "a", number: 1.5, list: [true, null] };
    default:
      return number(shape);
  }
}

function text({ name, inHead }: Place, { min = 0, max = Number.POSITIVE_INFINITY, ...shape }: SimpleShape): string {
  if (shape.enum?.[0] !== undefined) return shape.enum[0];
  if (shape.pattern !== undefined) return samplePattern(shape.pattern, min, max);
  const wanted = inHead ? name : `${name} é€😀<&>"'\\\n]]>`;
  return wanted.padEnd(min, "x").slice(0, max);
}

function bytes({ min = 0, max = Number.POSITIVE_INFINITY }: SimpleShape): Uint8Array {
  const length = Math.min(Math.max(min, 5), max);
  return Uint8Array.from({ length }, (_, index) => (index * 77) % 256);
}

const NUMBERS: ReadonlyMap<SimpleShape["type"], number> = new Map([
  ["integer", 7],
  ["long", Number.MAX_SAFE_INTEGER],
  ["float", 1.5],
  ["double", 0.1],
]);

function number({ type, min = -Infinity, max = Number.POSITIVE_INFINITY }: SimpleShape): number {
  return Math.min(Math.max(NUMBERS.get(type) ?? 1, min), max);
}
