import { dnsLabelFault } from '../../names.ts';
import { type Finding, finding } from '../finding.ts';
import { at, isFields, isGiven, itemsOf, type Place, textOf } from '../place.ts';
import { claimSpecRules } from './claim.ts';
import { dnsLabel, shown } from './fields.ts';

/**
 * The claim templates of a set: what the server refuses, and what it silently takes another way.
 * Facts: validation-rules.md, section 1.3 and V10, V11.
 */
export function* claimTemplateRules(spec: Place): Iterable<Finding> {
  const templates = itemsOf(at(spec, 'volumeClaimTemplates'));
  for (const template of templates) {
    yield* nameRules(at(template, 'metadata', 'name'));
    if (isFields(template.value)) yield* claimSpecRules(at(template, 'spec'));
  }
  yield* duplicates(templates);
  yield* hiddenVolumes(spec, templates);
}

/** A claim template becomes a volume of the pod, so the server complains about that volume; the name is what must be mended. */
function* nameRules(name: Place): Iterable<Finding> {
  const field = 'spec.template.spec.volumes[0].name';
  if (isGiven(name) && typeof name.value !== 'string') return;
  const fault = dnsLabelFault(textOf(name) ?? '');
  if (fault === 'empty') yield finding('field-missing', name.path, { field: 'name' }, { field });
  else yield* dnsLabel(name, { field });
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
