/** A text without the letters of this kind at its end. A pattern such as `\.+$` begins anew at every one of them, wherever it stands. */
export function withoutTrailing(text: string, letter: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === letter) end -= 1;
  return text.slice(0, end);
}
