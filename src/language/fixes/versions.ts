import { at, isFields, isGiven, placeOf } from '../../core/manifest/place.ts';
import { removeEntry, replaceScalar } from '../edit.ts';
import { objectOf } from '../object-at.ts';
import { type FixMaker, fix, valueOfFinding } from './fix.ts';
import { selectorEdit } from './labels.ts';

/** Kinds whose fields stayed the same but for what is mended here. */
const ALIKE = new Set([
  'StatefulSet',
  'Deployment',
  'DaemonSet',
  'ReplicaSet',
  'ControllerRevision',
  'StorageClass',
  'CronJob',
  'NetworkPolicy',
]);
const WORKLOADS = new Set(['StatefulSet', 'Deployment', 'DaemonSet', 'ReplicaSet']);

/**
 * Another `apiVersion`, with the fields that changed: apps/v1 needs the selector that older versions filled in from the template's labels,
 * and a Deployment has no `rollbackTo` any more.
 */
export const versionFix: FixMaker = ({ diagnostic, document }) => {
  const object = objectOf(document, diagnostic.path);
  const use = valueOfFinding(diagnostic, 'use');
  if (object === undefined || !isAlike(diagnostic.code, object.kind, valueOfFinding(diagnostic, 'apiVersion'), use))
    return [];
  const { prefix, value } = object;
  const version = replaceScalar(document, diagnostic.path, use);
  const spec = at(placeOf(value), 'spec');
  const selector = WORKLOADS.has(object.kind) ? selectorEdit(document, prefix, value) : undefined;
  const rollback =
    isFields(spec.value) && isGiven(at(spec, 'rollbackTo'))
      ? removeEntry(document, [...prefix, 'spec', 'rollbackTo'])
      : undefined;
  const edits = [version, ...[selector, rollback].filter(edit => edit !== undefined)];
  return [fix('fix-api-version', { version: use }, edits, true)];
};

function isAlike(code: string, kind: string, from: string, use: string): boolean {
  if (code === 'wrong-api-version') return true;
  // The two older autoscaling versions differ: only the later has the fields of today.
  return ALIKE.has(kind) || (from === 'autoscaling/v2beta2' && use === 'autoscaling/v2');
}
