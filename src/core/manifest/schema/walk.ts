import type { FieldTable, FieldType } from './table.ts';

/** The type of what stands at a path of an object of a kind; `undefined` where the table knows no such field. A number or `#` is an item. */
export function typeAt(table: FieldTable, kind: string, path: readonly (string | number)[]): FieldType | undefined {
  let type = table.root(kind);
  for (const step of path) {
    if (type === undefined) return undefined;
    type = below(table, type, step);
  }
  return type;
}

/** The struct that holds the last step of a path, and its name there; `undefined` for entries of free maps and items of lists. */
export function ownerAt(
  table: FieldTable,
  kind: string,
  path: readonly (string | number)[],
): { readonly struct: string; readonly field: string } | undefined {
  const field = path.at(-1);
  const owner = typeAt(table, kind, path.slice(0, -1));
  if (owner?.form !== 'struct' || typeof field !== 'string' || !table.fields(owner.name).has(field)) return undefined;
  return { struct: owner.name, field };
}

function below(table: FieldTable, type: FieldType, step: string | number): FieldType | undefined {
  switch (type.form) {
    case 'struct':
      return typeof step === 'string' ? table.fields(type.name).get(step) : undefined;
    case 'list':
      return typeof step === 'number' || step === '#' ? type.of : undefined;
    case 'map':
      return typeof step === 'string' ? type.of : undefined;
    case 'scalar':
      return undefined;
  }
}
