/** `arn`, partition, service, region, account, resource. */
export const ARN_PARTS = 6;

/** An ARN at its first five colons, fewer if it has fewer. The colons inside of a policy variable do not count. */
export function splitArn(text: string): readonly string[] {
  if (!text.includes("${")) return splitPlain(text);
  const parts = [""];
  for (const [piece] of text.matchAll(/\$\{[^}]*\}|:|[^$:]+|\$/g)) {
    if (piece === ":" && parts.length < ARN_PARTS) parts.push("");
    else parts[parts.length - 1] += piece;
  }
  return parts;
}

function splitPlain(text: string): readonly string[] {
  const parts: string[] = [];
  let from = 0;
  while (parts.length < ARN_PARTS - 1) {
    const colon = text.indexOf(":", from);
    if (colon < 0) break;
    parts.push(text.slice(from, colon));
    from = colon + 1;
  }
  return [...parts, text.slice(from)];
}
