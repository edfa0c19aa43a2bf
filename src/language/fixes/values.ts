import { nearest } from '../../core/manifest/nearest.ts';
import { mountableVolumes } from '../../core/manifest/volume-names.ts';
import { resolvePlain } from '../../core/manifest/yaml/scalar.ts';
import { dnsLabelFault } from '../../core/names.ts';
import { parseQuantity } from '../../core/quantity.ts';
import { withoutTrailing } from '../../core/without-trailing.ts';
import { nodeAt, removeEntry, replaceScalar } from '../edit.ts';
import { objectOf } from '../object-at.ts';
import { type Fix, type FixInput, type FixMaker, fix, valueOfFinding } from './fix.ts';

/** `"3"` in quotes where a number belongs. */
export const integerFix: FixMaker = ({ diagnostic, document }) => {
  const node = nodeAt(document.content, diagnostic.path);
  if (node?.type !== 'scalar' || typeof node.value !== 'string' || !/^\d{1,9}$/.test(node.value)) return [];
  const { start, end } = diagnostic;
  // A leading zero makes a number octal, and file modes are meant so: "0644" becomes 0644, not 644.
  const isWhole = Number.isInteger(resolvePlain(node.value));
  return isWhole ? [fix('fix-set-value', { value: node.value }, [{ start, end, newText: node.value }], true)] : [];
};

/** The amount that was most likely meant: `64K`, `1GiB`, `10 Gi`, `64mi`, `0,5`. */
export const quantityFix: FixMaker = ({ diagnostic, document }) => {
  const node = nodeAt(document.content, diagnostic.path);
  if (node?.type !== 'scalar' || typeof node.value !== 'string') return [];
  const meant = amountMeant(node.value);
  return meant === undefined
    ? []
    : [fix('fix-set-value', { value: meant }, [replaceScalar(document, diagnostic.path, meant)], true)];
};

const SHORT_MODES = new Map([
  ['RWO', 'ReadWriteOnce'],
  ['ROX', 'ReadOnlyMany'],
  ['RWX', 'ReadWriteMany'],
  ['RWOP', 'ReadWriteOncePod'],
]);

/** The permitted value that is written nearly so. */
export const supportedValueFix: FixMaker = ({ diagnostic, document }) => {
  const written = valueOfFinding(diagnostic, 'value');
  const supported = valueOfFinding(diagnostic, 'supported').split(', ');
  const meant =
    SHORT_MODES.get(written) ?? nearest(written, supported) ?? (supported.length === 1 ? supported[0] : undefined);
  if (meant === undefined || !supported.includes(meant)) return [];
  const isNumber = typeof diagnostic.values['value'] === 'number';
  const value = isNumber ? Number(meant) : meant;
  return [fix('fix-set-value', { value }, [replaceScalar(document, diagnostic.path, value)], true)];
};

/** A name with the forbidden characters replaced. Only of objects and containers, which nothing else in a file refers to. */
export const nameFix: FixMaker = ({ diagnostic, document }) => {
  const { path } = diagnostic;
  const object = objectOf(document, path);
  const own = path.slice(object?.prefix.length);
  const isObject =
    own.length === 2 && own[0] === 'metadata' && object?.kind !== 'Service' && object?.kind !== 'StorageClass';
  if (!isObject && own.at(-3) !== 'containers' && own.at(-3) !== 'initContainers') return [];
  const meant = nameMeant(valueOfFinding(diagnostic, 'name'));
  if (dnsLabelFault(meant) !== undefined) return [];
  return [fix('fix-set-value', { value: meant }, [replaceScalar(document, path, meant)])];
};

/** A mount that names a volume nearly. */
export const mountFix: FixMaker = ({ diagnostic, document }) => {
  const object = objectOf(document, diagnostic.path);
  const meant = nearest(
    valueOfFinding(diagnostic, 'name'),
    object === undefined ? [] : mountableVolumes(object.value).map(({ name }) => name),
  );
  return meant === undefined
    ? []
    : [fix('fix-set-value', { value: meant }, [replaceScalar(document, diagnostic.path, meant)], true)];
};

/** The partitions that start a rollout: the last pod only, or all of them. */
export const partitionFix: FixMaker = ({ diagnostic, document }) => {
  const replicas = Number(diagnostic.values['replicas']);
  const set = objectOf(document, diagnostic.path);
  const start = Number(startOf(set?.value['spec']));
  const pod = `${set?.name ?? ''}-${start + replicas - 1}`;
  return [
    fix('fix-partition-last', { partition: replicas - 1, pod }, [
      replaceScalar(document, diagnostic.path, replicas - 1),
    ]),
    fix('fix-partition-all', {}, [replaceScalar(document, diagnostic.path, 0)]),
  ];
};

/** What is not allowed at all goes away. */
export const removalFix: FixMaker = ({ diagnostic, document }: FixInput): (Fix | undefined)[] => [
  fix('fix-remove', { field: String(diagnostic.path.at(-1)) }, [removeEntry(document, diagnostic.path)], true),
];

function amountMeant(written: string): string | undefined {
  const tidy = written.trim().replaceAll(/[\s_]/g, '').replace(',', '.');
  const match = /^([+-]?[0-9.]+)([a-zA-Z]*)$/.exec(tidy);
  if (match === null) return undefined;
  const [, number = '', unit = ''] = match;
  const bare = unit.replace(/(bytes?|b)$/i, '');
  const candidates = [number + bare, number + unitCase(bare)];
  return candidates.find(text => text !== written && parseQuantity(text) !== undefined);
}

/** `mi` is `Mi`, `g` is `G`, `K` is `Ki`: nobody who writes K for storage means a thousand to the byte. */
function unitCase(unit: string): string {
  if (unit === 'K') return 'Ki';
  const [first = '', ...rest] = unit;
  return first.toUpperCase() + rest.join('').toLowerCase();
}

function nameMeant(name: string): string {
  const lettered = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, '-')
    .replace(/^-+/, '');
  return withoutTrailing(lettered, '-');
}

function startOf(spec: unknown): number {
  const ordinals = typeof spec === 'object' && spec !== null && 'ordinals' in spec ? spec.ordinals : undefined;
  return typeof ordinals === 'object' && ordinals !== null && 'start' in ordinals ? Number(ordinals.start) : 0;
}
