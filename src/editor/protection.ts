/** Whether a context is one of the protected: equal to a pattern, in which `*` stands for any text. */
export function isProtected(context: string, patterns: readonly string[]): boolean {
  return patterns.some(pattern => matches(context, pattern));
}

function matches(text: string, pattern: string): boolean {
  const source = pattern
    .split('*')
    .map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${source}$`, 's').test(text);
}
