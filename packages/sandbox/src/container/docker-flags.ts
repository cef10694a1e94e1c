/** What `docker run` would be told beside what the runner says itself. */
export type DockerFlags = {
  readonly labels: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, string>>;
  /** `/host/path:/path:ro`. */
  readonly volumes: readonly string[];
  /** `name:10.0.0.1`. */
  readonly hosts: readonly string[];
  readonly dns: readonly string[];
};

const KINDS: Readonly<Record<string, keyof DockerFlags>> = {
  "-l": "labels",
  "--label": "labels",
  "-e": "variables",
  "--env": "variables",
  "-v": "volumes",
  "--volume": "volumes",
  "--add-host": "hosts",
  "--dns": "dns",
};

/**
 * Reads flags as a shell would split them; tools that start Skylab in a container label its functions so.
 * @throws Error whose message goes on after the setting's name, for a flag that is none of these
 */
export function readDockerFlags(text: string | undefined): DockerFlags {
  const found: Record<keyof DockerFlags, string[]> = { labels: [], variables: [], volumes: [], hosts: [], dns: [] };
  const words = wordsOf(text ?? "");
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const [, name = word, joined] = /^(--[a-z-]+)=(.*)$/s.exec(word) ?? [];
    const kind = KINDS[name];
    const value = joined ?? words.shift();
    if (kind === undefined || value === undefined) {
      throw new Error(`may have ${Object.keys(KINDS).join(", ")} with their values, not "${word}"`);
    }
    found[kind].push(value);
  }
  return { ...found, labels: pairs(found.labels), variables: pairs(found.variables) };
}

/** Words between spaces; quotes keep spaces in a word. */
const wordsOf = (text: string): string[] =>
  (text.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? []).map((word) => word.replaceAll(/"([^"]*)"|'([^']*)'/g, "$1$2"));

const pairs = (items: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    items.map((item) => {
      const mark = item.indexOf("=");
      return mark === -1 ? [item, ""] : [item.slice(0, mark), item.slice(mark + 1)];
    }),
  );
