import type { ContentObject } from '../core/manifest/content.ts';
import { locate, type TextRange } from '../core/manifest/locate.ts';
import type { Manifest, ManifestDocument } from '../core/manifest/parse.ts';
import type { Path } from '../core/manifest/path.ts';
import { at, itemsOf, type Place, placeOf, textOf } from '../core/manifest/place.ts';
import type { Home } from './diagnostics.ts';

/** A name that stands for something written elsewhere. */
export interface Link extends TextRange {
  readonly file: string;
  /** Index of the document in that file. */
  readonly document: number;
  /** From the root of that document. */
  readonly path: Path;
}

/** Where the names in a file lead: serviceName to its Service, mounts to their volume or claim template. */
export function links({ documents }: Manifest, home: Home): Link[] {
  return documents.flatMap(document =>
    document.content.objects.flatMap(object => [...linksOf(document, object, home)]),
  );
}

function* linksOf(document: ManifestDocument, object: ContentObject, { file, workspace }: Home): Iterable<Link> {
  if (object.kind !== 'StatefulSet' && object.kind !== 'Deployment') return;
  const spec = at(placeOf(object.value), 'spec');
  const serviceName = at(spec, 'serviceName');
  const service = workspace.find('Service', object.namespace, textOf(serviceName) ?? '')[0];
  const rangeOf = ({ path }: Place) => locate(document, [...object.prefix, ...path], 'value');
  if (service !== undefined && textOf(serviceName) !== '') {
    yield {
      ...rangeOf(serviceName),
      file: service.file,
      document: service.document,
      path: [...service.object.prefix, 'metadata', 'name'],
    };
  }
  const targets = volumesByName(spec);
  const pod = at(spec, 'template', 'spec');
  for (const container of [...itemsOf(at(pod, 'initContainers')), ...itemsOf(at(pod, 'containers'))]) {
    for (const mount of [...itemsOf(at(container, 'volumeMounts')), ...itemsOf(at(container, 'volumeDevices'))]) {
      const name = at(mount, 'name');
      const target = targets.get(textOf(name) ?? '');
      if (target !== undefined)
        yield { ...rangeOf(name), file, document: document.index, path: [...object.prefix, ...target.path] };
    }
  }
}

function volumesByName(spec: Place): Map<string, Place> {
  const volumes = itemsOf(at(spec, 'template', 'spec', 'volumes')).map(volume => at(volume, 'name'));
  const templates = itemsOf(at(spec, 'volumeClaimTemplates')).map(template => at(template, 'metadata', 'name'));
  return new Map([...volumes, ...templates].map(place => [textOf(place) ?? '', place]));
}
