/** Where something stands in a text: lines and columns count from 1. */
export type Position = { readonly line: number; readonly column: number };

export type StatementPosition = { readonly start: Position; readonly end: Position };

/**
 * Where each statement of a valid policy document begins and ends, as IAM's simulations report it. The end is behind
 * the closing brace. The start, recorded from AWS, is where its parser stood before: behind the opening brace of a
 * Statement that is one object, and in a list behind the opening bracket or the statement before.
 */
export function statementPositions(json: string): readonly StatementPosition[] {
  const positions: StatementPosition[] = [];
  const scan = scannerOf(json);
  for (let token = scan(); token !== undefined; token = scan()) {
    // The document is depth 1; a list of statements adds one.
    if (token.text === "Statement" && token.depth === 1) return readStatements(scan);
  }
  return positions;
}

/** A brace, a bracket, a name or a text, with what it is nested in, and where the scanner stands behind it. */
type Token = { readonly text: string; readonly depth: number; readonly behind: Position };

function readStatements(scan: () => Token | undefined): readonly StatementPosition[] {
  const positions: StatementPosition[] = [];
  const opening = scan();
  if (!opening) return positions;
  const inside = opening.text === "[" ? opening.depth + 1 : opening.depth;
  let start = opening.behind;
  for (let token = scan(); token !== undefined && token.depth >= opening.depth; token = scan()) {
    if (token.text === "}" && token.depth === inside) {
      positions.push({ start, end: token.behind });
      start = token.behind;
    }
    if (token.depth === opening.depth) break;
  }
  return positions;
}

/** Group 1: a name, which a colon follows. Texts are read whole, so that nothing in them counts. */
const TOKEN = /"((?:[^"\\]|\\.)*)"(?=\s*:)|"(?:[^"\\]|\\.)*"|[{}[\]]|\n/g;

function scannerOf(json: string): () => Token | undefined {
  const tokens = json.matchAll(TOKEN);
  let [depth, line, lineStart] = [0, 1, 0];
  return () => {
    for (const match of tokens) {
      const [found, name] = match;
      const behind = match.index + found.length;
      if (found === "\n") {
        line++;
        lineStart = behind;
        continue;
      }
      // A brace or bracket is as deep as what it encloses is nested in.
      if (found === "}" || found === "]") depth--;
      const token = { text: name ?? found, depth, behind: { line, column: behind - lineStart + 1 } };
      if (found === "{" || found === "[") depth++;
      return token;
    }
    return undefined;
  };
}
