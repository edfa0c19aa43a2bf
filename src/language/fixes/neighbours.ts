import type { FindingCode } from '../../core/manifest/catalogue.ts';
import { addToMap, entryAt, nodeAt, replaceScalar, shifted, type TextEdit } from '../edit.ts';
import { type FixInput, type FixMaker, fix, valueOfFinding } from './fix.ts';
import { removalFix } from './values.ts';

/** Without the type the Service is headless; without `clusterIP` it gets an address. */
const headlessTypeFix: FixMaker = input => {
  const { diagnostic } = input;
  const type = [...diagnostic.path.slice(0, -1), 'type'];
  return [...removalFix({ ...input, diagnostic: { ...diagnostic, path: type } }), ...removalFix(input)].map(made =>
    made === undefined ? undefined : { ...made, preferred: false },
  );
};

const clusterIpFix: FixMaker = input => {
  const value = valueOfFinding(input.diagnostic, 'value');
  const edit = addToMap(input.document, input.diagnostic.path.slice(0, -1), [`clusterIP: ${value}`]);
  return [fix('fix-add-line', { line: `clusterIP: ${value}` }, [edit], true)];
};

const sameIpFix: FixMaker = input => [setValue(input, valueOfFinding(input.diagnostic, 'value'))];

const dualStackFix: FixMaker = input => {
  const { diagnostic, document } = input;
  if (entryAt(document.content, diagnostic.path) !== undefined) return [setValue(input, 'PreferDualStack')];
  const line = 'ipFamilyPolicy: PreferDualStack';
  return [fix('fix-add-line', { line }, [addToMap(document, diagnostic.path.slice(0, -1), [line])])];
};

/** `"1"` is a number that somebody put in quotes. */
const shareFix: FixMaker = ({ diagnostic, document }) => {
  const node = nodeAt(document.content, diagnostic.path);
  if (node?.type !== 'scalar' || typeof node.value !== 'string' || !/^\d{1,9}$/.test(node.value)) return [];
  const edit = shifted(document, { start: node.start, end: node.end, newText: node.value });
  return [fix('fix-set-value', { value: node.value }, [edit], true)];
};

/** A name that says no more than the number does; a better one is up to the person. */
const portNameFix: FixMaker = ({ diagnostic, document }) => {
  const port = nodeAt(document.content, [...diagnostic.path.slice(0, -1), 'port']);
  if (port?.type !== 'scalar' || typeof port.value !== 'number') return [];
  const line = `name: port-${port.value}`;
  return [fix('fix-add-line', { line }, [addToMap(document, diagnostic.path.slice(0, -1), [line])])];
};

const surgeFix: FixMaker = ({ diagnostic, document }) => {
  const surge = [...diagnostic.path.slice(0, -1), 'maxSurge'];
  return [fix('fix-add-line', { line: 'maxSurge: 1' }, [replaceScalar(document, surge, 1)])];
};

function setValue({ diagnostic, document }: FixInput, value: string | number, preferred = false) {
  return fix('fix-set-value', { value }, [replaceScalar(document, diagnostic.path, value)], preferred);
}

/** One pod at a time: what nearly every budget says. */
const oneAtATime: FixMaker = ({ diagnostic, document }) => {
  const entry = entryAt(document.content, diagnostic.path);
  if (entry === undefined || entry.node.type !== 'scalar') return [];
  const edit: TextEdit = shifted(document, {
    start: entry.keyStart,
    end: entry.node.end,
    newText: 'maxUnavailable: 1',
  });
  return [fix('fix-budget-one', {}, [edit])];
};

const labelFix: FixMaker = input => {
  const value = valueOfFinding(input.diagnostic, 'value');
  return value === '' ? [] : [setValue(input, value, true)];
};

/** The safe changes for codes of Services, volumes, budgets and Deployments. */
export const neighbourFixes: Readonly<Partial<Record<FindingCode, FixMaker>>> = {
  'service-field-unfit': removalFix,
  'misspelled-none': input => [setValue(input, 'None', true)],
  'headless-with-address': headlessTypeFix,
  'cluster-ips-alone': clusterIpFix,
  'cluster-ips-differ': sameIpFix,
  'two-families-in-single-stack': dualStackFix,
  'not-a-share': shareFix,
  'service-port-unnamed': portNameFix,
  'rollout-cannot-move': surgeFix,
  'data-sources-differ': removalFix,
  'volume-capacity-other': removalFix,
  'recycle-of-root': input => [setValue(input, 'Retain')],
  'affinity-without-address': removalFix,
  'budget-allows-nothing': oneAtATime,
  'budget-above-replicas': oneAtATime,
  'budget-selects-nothing': labelFix,
  'service-selects-nothing': labelFix,
};
