/** An entry of a map whose names somebody else chooses: `constructor` is none that nobody put there. */
export const ownEntry = <Value>(map: Readonly<Record<string, Value>> | undefined, name: string): Value | undefined =>
  map !== undefined && Object.hasOwn(map, name) ? map[name] : undefined;
