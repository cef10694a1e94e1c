/** The parameters of a Query request as a tree: `Attribute.1.Name=x` is at `Attribute`, `1`, `Name`. */
export type FormNode = { text: string | undefined; readonly children: Map<string, FormNode> };

/** Parses a form body or a query string; what stands in the later one wins. */
export function parseForm(...texts: readonly string[]): FormNode {
  const root = emptyNode();
  for (const text of texts) {
    for (const [name, value] of new URLSearchParams(text)) nodeAt(root, name).text = value;
  }
  return root;
}

const emptyNode = (): FormNode => ({ text: undefined, children: new Map() });

function nodeAt(root: FormNode, name: string): FormNode {
  let node = root;
  for (const part of name.split(".")) {
    const known = node.children.get(part) ?? emptyNode();
    node.children.set(part, known);
    node = known;
  }
  return node;
}

/** The numbered items of a list in the order of their numbers, gaps or not. */
export function numberedItems({ children }: FormNode): FormNode[] {
  return [...children]
    .filter(([name]) => NUMBER.test(name))
    .map(([name, node]) => ({ number: Number(name), node }))
    .toSorted((a, b) => a.number - b.number)
    .map(({ node }) => node);
}

const NUMBER = /^\d{1,9}$/;

/** A parameter's first value, without parsing the others. */
export function findParameter(name: "Action" | "Version", ...texts: readonly string[]): string | undefined {
  for (const text of texts) {
    const found = new RegExp(`(?:^|&)${name}=([^&]*)`).exec(text)?.[1];
    if (found !== undefined) return new URLSearchParams(`${name}=${found}`).get(name) ?? undefined;
  }
  return undefined;
}
