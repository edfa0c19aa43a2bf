import type { FieldTable, FieldType } from '../../core/manifest/schema/table.ts';
import { typeAt } from '../../core/manifest/schema/walk.ts';
import { type FieldHelp, typeCode } from '../field-help.ts';
import { permittedValues, usualValues } from '../permitted.ts';
import { canHold, type Held } from '../typing/held.ts';
import type { Style, Typing } from '../typing.ts';
import { isExcluded } from './alternatives.ts';
import { takesNames } from './names.ts';
import type { Proposal } from './proposal.ts';

/** Fields that nobody writes: the server sets them by itself, or refuses them in a template. */
const UNWRITTEN = new Set([
  'creationTimestamp',
  'deletionGracePeriodSeconds',
  'deletionTimestamp',
  'ephemeralContainers',
  'generation',
  'managedFields',
  'resourceVersion',
  'selfLink',
  'status',
  'uid',
]);

/**
 * The fields that may be added to the map at a path (`#` for an item): those that must be there first, the others by name. None that excludes
 * one which stands there, and none that cannot hold what stands behind or below the key already.
 */
export function fieldProposals(
  help: FieldHelp,
  kind: string,
  path: readonly string[],
  { siblings, held, hasColon, style, column }: Typing,
): Proposal[] {
  const { fields, meanings } = help;
  const type = typeAt(fields, kind, path);
  if (type?.form !== 'struct') return [];
  const { name: struct } = type;
  const required = fields.required(struct);
  const isOwner = path.at(-2) === 'ownerReferences';
  return [...fields.fields(struct)]
    .filter(([name]) => !siblings.includes(name) && (isOwner || !UNWRITTEN.has(name)))
    .filter(([name]) => !isExcluded(struct, name, siblings))
    .filter(([name, field]) => canHold(fields, field, held) && mayBe(fields, kind, [...path, name], held))
    .sort(([one], [other]) => rank(required, one) - rank(required, other) || (sortName(one) < sortName(other) ? -1 : 1))
    .map(([name, field]) => ({
      label: name,
      newText: name + (hasColon ? '' : behind(field, held, style, ' '.repeat(column))),
      detail: { code: typeCode(field), values: {} },
      meaning: meanings[struct]?.[name] ?? '',
      opens: !hasColon && held.form === 'nothing' && isFollowed(help, kind, [...path, name], struct, field),
    }));
}

/** Whether something is proposed for what stands behind a field, so that it may be asked for at once. */
function isFollowed(help: FieldHelp, kind: string, path: readonly string[], struct: string, type: FieldType): boolean {
  if (type.form !== 'scalar') return true;
  const field = path.at(-1) ?? '';
  const values = [...permittedValues(help.fields, kind, path), ...usualValues(help.fields, kind, path)];
  return type.scalar === 'boolean' || values.length > 0 || takesNames(struct, field);
}

/** A value that stands there already must be one that the field takes. */
function mayBe(fields: FieldTable, kind: string, path: readonly string[], held: Held): boolean {
  if (held.form !== 'value' || typeof held.value !== 'string') return true;
  const values = permittedValues(fields, kind, path);
  return values.length === 0 || values.includes(held.value);
}

/** The word by which a field is sorted: its name, but labels are selected by themselves far more often than by expressions. */
function sortName(name: string): string {
  return name === 'matchLabels' ? 'match' : name;
}

function rank(required: readonly string[], name: string): number {
  const at = required.indexOf(name);
  return at < 0 ? required.length : at;
}

/** What follows a new key: a space for a value, or a new line for what stands below, as the document indents it. */
function behind(type: FieldType, held: Held, style: Style, column: string): string {
  if (held.form !== 'nothing') return ':';
  if (type.form === 'scalar') return ': ';
  return type.form === 'list' ? `:\n${column}${style.list}- ` : `:\n${column}${style.indent}`;
}
