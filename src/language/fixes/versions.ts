import type { ContentObject } from '../../core/manifest/content.ts';
import type { ManifestDocument } from '../../core/manifest/parse.ts';
import type { Path } from '../../core/manifest/path.ts';
import { at, type Fields, isFields, isGiven, type Place, placeOf } from '../../core/manifest/place.ts';
import { addToMap, removeEntry, replaceScalar, type TextEdit } from '../edit.ts';
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
 * a Deployment has no `rollbackTo` any more, and a set that was updated by hand unless it said otherwise goes on like that.
 */
export const versionFix: FixMaker = ({ diagnostic, document }) => {
  const object = objectOf(document, diagnostic.path);
  const use = valueOfFinding(diagnostic, 'use');
  const from = valueOfFinding(diagnostic, 'apiVersion');
  if (object === undefined || !isAlike(diagnostic.code, object, from, use)) return [];
  const { prefix, value } = object;
  const version = replaceScalar(document, diagnostic.path, use);
  const spec = at(placeOf(value), 'spec');
  const selector = WORKLOADS.has(object.kind) ? selectorEdit(document, prefix, value) : undefined;
  const rollback =
    isFields(spec.value) && isGiven(at(spec, 'rollbackTo'))
      ? removeEntry(document, [...prefix, 'spec', 'rollbackTo'])
      : undefined;
  const strategy =
    from === 'apps/v1beta1' && object.kind === 'StatefulSet' ? onDeleteEdit(document, prefix, spec) : undefined;
  const edits = [version, ...[selector, rollback, strategy].filter(edit => edit !== undefined)];
  return [fix('fix-api-version', { version: use }, edits, true)];
};

function isAlike(code: string, { kind, value }: ContentObject, from: string, use: string): boolean {
  if (code === 'wrong-api-version') return true;
  // An empty selector took no pod in the older version, and takes all in the newer.
  if (kind === 'PodDisruptionBudget') return Object.keys(selectorOf(value)).length > 0;
  // The two older autoscaling versions differ: only the later has the fields of today.
  return ALIKE.has(kind) || (from === 'autoscaling/v2beta2' && use === 'autoscaling/v2');
}

function selectorOf(value: Fields): Fields {
  const selector = at(placeOf(value), 'spec', 'selector').value;
  return isFields(selector) ? selector : {};
}

/** In apps/v1beta1 sets were updated by hand where nothing was said. */
function onDeleteEdit(document: ManifestDocument, prefix: Path, spec: Place): TextEdit | undefined {
  const strategy = at(spec, 'updateStrategy');
  if (isGiven(strategy))
    return isGiven(at(strategy, 'type'))
      ? undefined
      : addToMap(document, [...prefix, 'spec', 'updateStrategy'], ['type: OnDelete']);
  return addToMap(document, [...prefix, 'spec'], ['updateStrategy:', '  type: OnDelete']);
}
