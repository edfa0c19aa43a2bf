import { type Finding, finding } from '../../finding.ts';
import { at, isGiven, itemsOf, type Place, textOf } from '../../place.ts';
import { shown } from '../fields.ts';
import { annotationRules, finalizerRules, labelRules } from '../metadata.ts';
import { oddBytes } from './fractions.ts';

/** Claims of a set that can never be made, or never be used. Facts V6, V9, V14, 467. */
export function* claimTemplateBehavior(object: Place): Iterable<Finding> {
  const spec = at(object, 'spec');
  const templates = itemsOf(at(spec, 'volumeClaimTemplates'));
  for (const template of templates) {
    yield* metadataBehavior(at(template, 'metadata'));
    yield* sharedVolume(template, at(spec, 'replicas').value ?? 1);
    yield* oddBytes(at(template, 'spec', 'resources', 'requests'));
  }
  yield* modeMismatches(at(spec, 'template', 'spec'), templates);
}

/** Fact V9: the metadata is first looked at when the claim is made. */
function* metadataBehavior(metadata: Place): Iterable<Finding> {
  const faults = [
    ...labelRules(at(metadata, 'labels'), 'metadata.labels'),
    ...annotationRules(at(metadata, 'annotations'), 'metadata.annotations'),
    ...finalizerRules(at(metadata, 'finalizers')),
  ];
  for (const { path, part, values } of faults) {
    const what = String(values['value'] ?? values['key'] ?? values['name'] ?? path.at(-1));
    yield finding('claim-metadata-refused', path, { what: shown(what) }, { part });
  }
}

/** Fact V6: the first claim takes the volume and the others wait for it. */
function* sharedVolume(template: Place, replicas: unknown): Iterable<Finding> {
  const volume = at(template, 'spec', 'volumeName');
  const name = textOf(volume) ?? '';
  if (name !== '' && typeof replicas === 'number' && replicas > 1)
    yield finding('volume-for-one-pod', volume.path, { volume: shown(name), replicas });
}

/** Fact V14: a raw device is not mounted, a file system is no device. */
function* modeMismatches(pod: Place, templates: readonly Place[]): Iterable<Finding> {
  const modes = new Map(
    templates.map(template => [
      textOf(at(template, 'metadata', 'name')),
      textOf(at(template, 'spec', 'volumeMode')) || 'Filesystem',
    ]),
  );
  for (const container of [...itemsOf(at(pod, 'initContainers')), ...itemsOf(at(pod, 'containers'))]) {
    for (const mount of itemsOf(at(container, 'volumeMounts')))
      if (modes.get(nameOf(mount)) === 'Block')
        yield finding('block-claim-mounted', at(mount, 'name').path, { name: nameOf(mount) ?? '' });
    for (const device of itemsOf(at(container, 'volumeDevices')))
      if (modes.get(nameOf(device)) === 'Filesystem')
        yield finding('filesystem-claim-as-device', at(device, 'name').path, { name: nameOf(device) ?? '' });
  }
}

function nameOf(mount: Place): string | undefined {
  const name = at(mount, 'name');
  return isGiven(name) ? textOf(name) : undefined;
}
