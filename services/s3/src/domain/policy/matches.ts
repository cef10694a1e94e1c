/** Whether a pattern with `*` and `?` means the text, whose case does not matter. Takes no more than their lengths' product. */
export function matches(pattern: string, text: string): boolean {
  const [wanted, given] = [pattern.toLowerCase(), text.toLowerCase()];
  let [at, position] = [0, 0];
  // Where the last star stands, and what of the text it has taken so far.
  let [star, taken] = [-1, 0];
  while (position < given.length) {
    if (wanted[at] === "*") {
      [star, taken] = [at, position];
      at += 1;
    } else if (wanted[at] === "?" || wanted[at] === given[position]) {
      at += 1;
      position += 1;
    } else if (star >= 0) {
      taken += 1;
      [at, position] = [star + 1, taken];
    } else {
      return false;
    }
  }
  return /^\**$/.test(wanted.slice(at));
}
