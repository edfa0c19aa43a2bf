import { dnsLabelFault } from '../../names.ts';
import { type Finding, finding } from '../finding.ts';
import { formatPath } from '../path.ts';
import { at, isFields, isGiven, itemsOf, type Place, textOf } from '../place.ts';
import { claimSpecRules } from './claim.ts';
import { dnsLabel, shown } from './fields.ts';
import { mountsOf } from './pod/mounts.ts';

/**
 * The claim templates of a set: what the server refuses, and what it silently takes another way.
 * Facts: validation-rules.md, section 1.3 and V10, V11.
 */
export function* claimTemplateRules(spec: Place): Iterable<Finding> {
  const templates = itemsOf(at(spec, 'volumeClaimTemplates'));
  const pod = at(spec, 'template', 'spec');
  for (const [index, template] of templates.entries()) {
    yield* nameRules(at(template, 'metadata', 'name'), `${formatPath(pod.path)}.volumes[${index}]`, pod);
    if (isFields(template.value)) yield* claimSpecRules(at(template, 'spec'));
  }
  yield* duplicates(templates);
  yield* hiddenVolumes(spec, templates);
}

/**
 * A claim template becomes a volume of the pod, so the server complains about that volume, by an index that only chance makes that of the
 * template; the name is what must be mended. What is no name at all is refused twice, and the mounts of a refused volume with it.
 */
function* nameRules(name: Place, volume: string, pod: Place): Iterable<Finding> {
  if (isGiven(name) && typeof name.value !== 'string') return;
  const text = textOf(name) ?? '';
  const fault = dnsLabelFault(text);
  if (fault === undefined) return;
  const field = `${volume}.name`;
  if (fault === 'empty') {
    const echoes = [`${volume}.persistentVolumeClaim.claimName`];
    yield finding('field-missing', name.path, { field: 'name' }, { field, echoes });
    return;
  }
  const echoes = mountsOf(text, [...itemsOf(at(pod, 'containers')), ...itemsOf(at(pod, 'initContainers'))]);
  yield* dnsLabel(name, echoes.length === 0 ? { field } : { field, echoes });
}

function* duplicates(templates: readonly Place[]): Iterable<Finding> {
  const seen = new Set<string>();
  for (const template of templates) {
    const place = at(template, 'metadata', 'name');
    const name = textOf(place);
    if (name === undefined || name === '') continue;
    if (seen.has(name)) yield finding('duplicate-claim-template', place.path, { name: shown(name) });
    seen.add(name);
  }
}

function* hiddenVolumes(spec: Place, templates: readonly Place[]): Iterable<Finding> {
  const volumes = itemsOf(at(spec, 'template', 'spec', 'volumes'));
  const claims = new Set(templates.map(template => textOf(at(template, 'metadata', 'name'))));
  for (const volume of volumes) {
    const name = textOf(at(volume, 'name'));
    if (name !== undefined && claims.has(name) && !isSameClaim(volume)) {
      yield finding('claim-template-hides-volume', at(volume, 'name').path, { name });
    }
  }
}

/** A volume that names a claim anyway is the shape an exported pod template has; replacing it changes little. */
function isSameClaim(volume: Place): boolean {
  return isGiven(at(volume, 'persistentVolumeClaim'));
}
