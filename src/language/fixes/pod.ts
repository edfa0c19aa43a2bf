import type { FindingCode } from '../../core/manifest/catalogue.ts';
import { parseQuantity } from '../../core/quantity.ts';
import { addToMap, entryAt, nodeAt, removeEntry, replaceScalar, scalarText, shifted } from '../edit.ts';
import { type FixMaker, fix, valueOfFinding } from './fix.ts';
import { addNested } from './labels.ts';
import { removalFix } from './values.ts';

/** Of two things that contradict each other only a person knows which one is meant; taking away the flagged one is offered. */
const dropFix: FixMaker = ({ diagnostic, document }) => {
  const field = diagnostic.path.at(-1);
  // What is taken away must not be something that must be there.
  if (typeof field !== 'string' || NEEDED.has(field)) return [];
  return [fix('fix-remove', { field }, [removeEntry(document, diagnostic.path)])];
};

const NEEDED = new Set(['name', 'volumeName', 'topologyKey']);

/** A probe of an init container: without it, or with the container as a sidecar. */
const initProbeFix: FixMaker = ({ diagnostic, document }) => {
  const { path } = diagnostic;
  const container = path.slice(0, -1);
  const hasPolicy = entryAt(document.content, [...container, 'restartPolicy']) !== undefined;
  return [
    fix('fix-remove', { field: String(path.at(-1)) }, [removeEntry(document, path)]),
    hasPolicy ? undefined : fix('fix-sidecar', {}, [addToMap(document, container, ['restartPolicy: Always'])]),
  ];
};

/** Slashes in front go away. */
const relativeFix: FixMaker = ({ diagnostic, document }) => {
  const node = nodeAt(document.content, diagnostic.path);
  const path = node?.type === 'scalar' && typeof node.value === 'string' ? node.value.replace(/^\/+/, '') : '';
  if (path === '') return [];
  return [fix('fix-set-value', { value: path }, [replaceScalar(document, diagnostic.path, path)], true)];
};

const absoluteFix: FixMaker = ({ diagnostic, document }) => {
  const value = `/${valueOfFinding(diagnostic, 'path')}`;
  return value.endsWith('…')
    ? []
    : [fix('fix-set-value', { value }, [replaceScalar(document, diagnostic.path, value)], true)];
};

/** `644` was meant as `0644`; in JSON, which has no octal numbers, as 420. */
const modeFix: FixMaker = ({ diagnostic, document }) => {
  const { content } = document;
  const node = nodeAt(content, diagnostic.path);
  if (node?.type !== 'scalar') return [];
  const written = content.text.slice(node.start, node.end);
  if (!/^[0-7]{3}$/.test(written)) return [];
  const newText = /^\s*\{/.test(content.text) ? String(Number.parseInt(written, 8)) : `0${written}`;
  const edit = shifted(document, { start: node.start, end: node.end, newText });
  return [fix('fix-set-value', { value: newText }, [edit], true)];
};

/** The request as large as the limit is. */
const requestFix: FixMaker = ({ diagnostic, document }) => {
  const limit = nodeAt(document.content, [
    ...diagnostic.path.slice(0, -2),
    'limits',
    valueOfFinding(diagnostic, 'resource'),
  ]);
  if (limit?.type !== 'scalar' || (typeof limit.value !== 'string' && typeof limit.value !== 'number')) return [];
  const request = nodeAt(document.content, diagnostic.path);
  if (request?.type !== 'scalar' || parseQuantity(limit.value) === undefined) return [];
  const newText = document.content.text.slice(limit.start, limit.end);
  const edit = shifted(document, { start: request.start, end: request.end, newText });
  return [fix('fix-set-value', { value: newText }, [edit])];
};

/** The limit that goes with a request for a device. */
const limitFix: FixMaker = ({ diagnostic, document }) => {
  const { content } = document;
  const node = nodeAt(content, diagnostic.path);
  const resource = valueOfFinding(diagnostic, 'resource');
  if (node?.type !== 'scalar') return [];
  const line = `${scalarText(resource)}: ${content.text.slice(node.start, node.end)}`;
  const edit = addNested(document, diagnostic.path.slice(0, -2), ['limits'], [line]);
  return [fix('fix-add-limit', { resource }, [edit], true)];
};

/** What a short name of a resource stands for. */
const resourceFix: FixMaker = ({ diagnostic, document }) => {
  const { path } = diagnostic;
  const name = valueOfFinding(diagnostic, 'resource').toLowerCase();
  const entry = entryAt(document.content, path);
  const owner = nodeAt(document.content, path.slice(0, -1));
  const meant = RESOURCES.find(resource => name.length > 1 && resource.startsWith(name)) ?? OTHER_NAMES.get(name);
  const isThere = owner?.type === 'map' && owner.entries.some(({ key }) => key === meant);
  if (entry === undefined || meant === undefined || isThere) return [];
  const edit = shifted(document, { start: entry.keyStart, end: entry.keyEnd, newText: meant });
  return [fix('fix-rename', { meant }, [edit], true)];
};

const RESOURCES = ['cpu', 'memory', 'ephemeral-storage'];
const OTHER_NAMES = new Map([
  ['cpus', 'cpu'],
  ['ram', 'memory'],
  ['storage', 'ephemeral-storage'],
]);

/** `"8080"` in quotes is the name of a port, and not a possible one: the number was meant. Only where a number may stand. */
const portNumberFix: FixMaker = ({ diagnostic, document }) => {
  const node = nodeAt(document.content, diagnostic.path);
  const isReference = diagnostic.path.at(-1) === 'port' || diagnostic.path.at(-1) === 'targetPort';
  if (!isReference || node?.type !== 'scalar' || typeof node.value !== 'string') return [];
  const port = Number(node.value);
  if (!/^\d{1,5}$/.test(node.value) || port < 1 || port > LARGEST_PORT) return [];
  const edit = shifted(document, { start: node.start, end: node.end, newText: String(port) });
  return [fix('fix-set-value', { value: port }, [edit], true)];
};

const LARGEST_PORT = 65_535;

/** The safe changes for codes of the pod template. */
export const podFixes: Readonly<Partial<Record<FindingCode, FixMaker>>> = {
  'not-together': dropFix,
  'field-needs-other': dropFix,
  'field-not-allowed': removalFix,
  'init-container-probe': initProbeFix,
  'path-not-relative': relativeFix,
  'path-not-absolute': absoluteFix,
  'invalid-file-mode': modeFix,
  'request-above-limit': requestFix,
  'request-differs-from-limit': requestFix,
  'limit-missing': limitFix,
  'unknown-resource': resourceFix,
  'invalid-port-name': portNumberFix,
};
