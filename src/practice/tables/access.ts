import { at, listOf } from '../json.ts';
import { ageColumn, type Column, column, integer, nameColumn, textAt, wide } from './columns.ts';

function subjectsOf(kind: string): Column['cell'] {
  return object =>
    listOf(at(object, 'subjects'))
      .filter(subject => at(subject, 'kind') === kind)
      .map(subject => {
        const name = String(at(subject, 'name'));
        return kind === 'ServiceAccount' ? `${String(at(subject, 'namespace') ?? '')}/${name}` : name;
      })
      .join(', ');
}

export const bindingColumns: readonly Column[] = [
  nameColumn,
  column('Role', object => `${textAt(object, 'roleRef.kind')}/${textAt(object, 'roleRef.name')}`),
  ageColumn,
  wide('Users', subjectsOf('User')),
  wide('Groups', subjectsOf('Group')),
  wide('ServiceAccounts', subjectsOf('ServiceAccount')),
];

export const accountColumns: readonly Column[] = [
  nameColumn,
  column('Secrets', object => listOf(at(object, 'secrets')).length, integer),
  ageColumn,
];
