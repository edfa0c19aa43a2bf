import { at, type Fields, itemsOf, placeOf, textOf } from './place.ts';

/** The names that a container of a set or Deployment can mount, each with what is behind it. */
export interface MountableVolume {
  readonly name: string;
  readonly from: 'claim-template' | 'volume';
}

/** Volumes of a workload's template and its claim templates. Of two with one name the claim template counts (fact V11). */
export function mountableVolumes(workload: Fields): MountableVolume[] {
  const spec = at(placeOf(workload), 'spec');
  const claims = itemsOf(at(spec, 'volumeClaimTemplates')).map(template => textOf(at(template, 'metadata', 'name')));
  const volumes = itemsOf(at(spec, 'template', 'spec', 'volumes')).map(volume => textOf(at(volume, 'name')));
  const all = new Map<string, MountableVolume>();
  for (const name of volumes) if (name !== undefined && name !== '') all.set(name, { name, from: 'volume' });
  for (const name of claims) if (name !== undefined && name !== '') all.set(name, { name, from: 'claim-template' });
  return [...all.values()];
}
