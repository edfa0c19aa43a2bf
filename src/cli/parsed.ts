/** What `parseArgs` makes of arguments; `undefined` where it throws, on options that it does not know: the usage says which there are. */
export function parsed<Parsed>(parse: () => Parsed): Parsed | undefined {
  try {
    return parse();
  } catch {
    return undefined;
  }
}
