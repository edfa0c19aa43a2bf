import type { Branch, Row } from './row.ts';

interface Entry {
  readonly row: Row;
  readonly parent: string | undefined;
  readonly children: readonly Branch[];
}

/** Every row that was drawn, by id. */
export class RowIndex {
  readonly #entries = new Map<string, Entry>();

  row(id: string): Row | undefined {
    return this.#entries.get(id)?.row;
  }

  parent(id: string): string | undefined {
    return this.#entries.get(id)?.parent;
  }

  children(id: string): readonly Branch[] {
    return this.#entries.get(id)?.children ?? [];
  }

  has(id: string): boolean {
    return this.#entries.has(id);
  }

  put(row: Row, parent: string | undefined, children: readonly Branch[] = []): void {
    this.#entries.set(row.id, { row, parent, children });
  }

  putAll(branches: readonly Branch[], parent: string): void {
    for (const branch of branches) {
      this.put(branch.row, parent, branch.children);
      this.putAll(branch.children, branch.row.id);
    }
  }

  /** Forgets a row and everything under it. */
  remove(id: string): void {
    this.removeAll(this.children(id));
    this.#entries.delete(id);
  }

  removeAll(branches: readonly Branch[]): void {
    for (const branch of branches) {
      this.#entries.delete(branch.row.id);
      this.removeAll(branch.children);
    }
  }

  clear(): void {
    this.#entries.clear();
  }
}
