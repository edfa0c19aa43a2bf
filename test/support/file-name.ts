/** A test's name as a file name. */
export function fileName(name: string): string {
  return name.replace(/[^\p{Letter}\p{Number}]+/gu, '-').slice(0, 100);
}
