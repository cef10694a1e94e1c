/** How AWS words a constraint that one parameter breaks. */
export const validationWords = (member: string, value: string, rule: string): string =>
  `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: ${rule}`;
