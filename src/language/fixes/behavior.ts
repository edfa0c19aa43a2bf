import type { FindingCode } from '../../core/manifest/catalogue.ts';
import { nearest } from '../../core/manifest/nearest.ts';
import { at, itemsOf, placeOf, textOf } from '../../core/manifest/place.ts';
import { parseQuantity } from '../../core/quantity.ts';
import { addToMap, entryAt, nodeAt, removeEntry, replaceScalar } from '../edit.ts';
import { objectOf } from '../object-at.ts';
import { type FixMaker, fix, fixAt, valueOfFinding } from './fix.ts';
import { probeLines } from './probe.ts';
import { serviceOf } from './services.ts';
import { removalFix } from './values.ts';

/** `128m` of memory was meant as `128Mi`. */
const bytesFix: FixMaker = ({ diagnostic, document }) => {
  const written = valueOfFinding(diagnostic, 'value');
  const meant = written.replace(/m$/, 'Mi');
  if (meant === written || parseQuantity(meant) === undefined) return [];
  return [fix('fix-set-value', { value: meant }, [replaceScalar(document, diagnostic.path, meant)], true)];
};

/** Which unit was meant only the person knows. */
const unitFix: FixMaker = ({ diagnostic, document }) =>
  ['Mi', 'Gi'].map(unit => {
    const value = valueOfFinding(diagnostic, 'value') + unit;
    return fix('fix-set-value', { value }, [replaceScalar(document, diagnostic.path, value)]);
  });

/** `500M` and `500Mi` of CPU were meant as `500m`. */
const coresFix: FixMaker = ({ diagnostic, document }) => {
  const written = valueOfFinding(diagnostic, 'value');
  const meant = written.replace(/Mi?$/, 'm');
  if (meant === written || parseQuantity(meant) === undefined) return [];
  return [fix('fix-set-value', { value: meant }, [replaceScalar(document, diagnostic.path, meant)], true)];
};

const trimFix: FixMaker = ({ diagnostic, document }) => {
  const node = nodeAt(document.content, diagnostic.path);
  if (node?.type !== 'scalar' || typeof node.value !== 'string') return [];
  const value = node.value.trim();
  return [fix('fix-set-value', { value }, [replaceScalar(document, diagnostic.path, value)], true)];
};

/** A port of the same container that is written nearly so. */
const probePortFix: FixMaker = ({ diagnostic, document }) => {
  const object = objectOf(document, diagnostic.path);
  const index = diagnostic.path.findLastIndex(step => typeof step === 'number');
  if (object === undefined || index < 0) return [];
  const container = at(placeOf(object.value), ...diagnostic.path.slice(object.prefix.length, index + 1));
  const names = itemsOf(at(container, 'ports')).flatMap(port => textOf(at(port, 'name')) ?? []);
  const meant = nearest(valueOfFinding(diagnostic, 'port'), names);
  return meant === undefined
    ? []
    : [fix('fix-set-value', { value: meant }, [replaceScalar(document, diagnostic.path, meant)], true)];
};

/** Out of the selector and out of the template, where it has no effect either. */
const ownLabelFix: FixMaker = ({ diagnostic, document }) => {
  const key = valueOfFinding(diagnostic, 'key');
  const prefix = objectOf(document, diagnostic.path)?.prefix ?? [];
  const label = [...prefix, 'spec', 'template', 'metadata', 'labels', key];
  const others = entryAt(document.content, label) === undefined ? [] : [removeEntry(document, label)];
  return diagnostic.path.at(-1) === key
    ? [fix('fix-remove', { field: key }, [removeEntry(document, diagnostic.path), ...others])]
    : [];
};

const publishFix: FixMaker = input => {
  const found = serviceOf(input);
  if (found === undefined) return [];
  const line = 'publishNotReadyAddresses: true';
  const there = entryAt(found.document.content, [...found.path, 'publishNotReadyAddresses']) !== undefined;
  const edit = there
    ? replaceScalar(found.document, [...found.path, 'publishNotReadyAddresses'], 'true')
    : addToMap(found.document, found.path, [line]);
  return [fixAt(found, 'fix-publish-early', { service: valueOfFinding(input.diagnostic, 'service') }, [edit])];
};

const probeFix: FixMaker = ({ diagnostic, document }) => {
  const object = objectOf(document, diagnostic.path);
  const path = diagnostic.path.slice(0, -1);
  if (object === undefined) return [];
  const lines = probeLines(at(placeOf(object.value), ...path.slice(object.prefix.length)));
  const container = valueOfFinding(diagnostic, 'container');
  return lines === undefined ? [] : [fix('refactor-readiness-probe', { container }, [addToMap(document, path, lines)])];
};

/** The safe changes for what is accepted and does not work as it reads. */
export const behaviorFixes: Readonly<Partial<Record<FindingCode, FixMaker>>> = {
  'amount-without-unit': unitFix,
  'fraction-of-a-byte': bytesFix,
  'cores-beyond-any-node': coresFix,
  'image-with-blanks': trimFix,
  'probe-port-unknown': probePortFix,
  'selector-on-controller-label': ownLabelFix,
  'label-overwritten': removalFix,
  'hostname-overwritten': removalFix,
  'subdomain-overwritten': removalFix,
  'full-hostname-too-long': removalFix,
  'max-unavailable-dropped': removalFix,
  'stop-signal-dropped': removalFix,
  'history-without-limit': removalFix,
  'volume-for-one-pod': removalFix,
  'priority-without-class': removalFix,
  'overhead-without-class': removalFix,
  'grace-period-zero': removalFix,
  'grace-period-negative': removalFix,
  'peers-before-ready': publishFix,
  'readiness-probe-missing': probeFix,
};
