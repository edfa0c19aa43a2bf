import { ageOf } from '../../core/age.ts';
import type { PersistentVolume, PersistentVolumeClaim } from '../../core/statefulset/model.ts';
import { classNameOf } from '../../core/volume/class-name.ts';
import { takersOf } from '../../core/volume/takers.ts';
import type { Say } from '../../words/words.ts';
import { rowKinds } from '../ids.ts';
import { aloud, type Branch, colors, facts, type Icon, parts, type Row } from './row.ts';
import type { RowContext } from './set-row.ts';

export interface Volumes {
  readonly volumes: readonly PersistentVolume[];
  readonly claims: readonly PersistentVolumeClaim[];
  /** The namespace that is shown; `''` for all. Volumes have none, but those that are released were of one. */
  readonly namespace: string;
}

/** Volumes that nobody uses: the free ones with the claims that they could bind, the released ones with why they bind no other. */
export function volumeBranches({ volumes, claims, namespace }: Volumes, context: RowContext): Branch[] {
  const { say } = context;
  const pending = claims.filter(({ status }) => (status?.phase ?? 'Pending') === 'Pending');
  const unused = volumes
    .filter(({ spec, status }) => {
      if (status?.phase === 'Available') return true;
      if (status?.phase !== 'Released' && status?.phase !== 'Failed') return false;
      return namespace === '' || spec.claimRef?.namespace === namespace;
    })
    .toSorted((one, other) => one.metadata.name.localeCompare(other.metadata.name, 'en', { numeric: true }));
  if (unused.length === 0) return [];
  const description = String(unused.length);
  const row: Row = {
    id: 'volumes',
    kind: rowKinds.note,
    label: say('volumes'),
    description,
    icon: { name: 'archive' },
    tooltip: [{ sentence: say('volumes-tooltip') }],
    spoken: `${say('volumes')}, ${description}`,
    branch: 'closed',
    target: undefined,
  };
  return [{ row, children: unused.map(volume => ({ row: volumeRow(volume, pending, context), children: [] })) }];
}

function volumeRow(volume: PersistentVolume, pending: readonly PersistentVolumeClaim[], { say, now }: RowContext): Row {
  const { metadata, spec, status } = volume;
  const phase = status?.phase ?? '';
  const size = spec.capacity?.['storage'];
  const modes = (spec.accessModes ?? []).join(', ');
  const policy = spec.persistentVolumeReclaimPolicy;
  const fate = fateOf(volume, pending, say);
  const state = parts(phase, fate, size === undefined ? undefined : String(size), classNameOf(volume));
  return {
    id: `volume/${metadata.name}/${metadata.uid ?? ''}`,
    kind: phase === 'Released' && policy !== 'Delete' ? rowKinds.releasedVolume : rowKinds.volume,
    label: shortName(metadata.name),
    description: state,
    icon: volumeIcon(phase),
    tooltip: [
      ...facts(
        [say('fact-name'), metadata.name],
        [say('fact-status'), phase],
        [say('fact-capacity'), size === undefined ? undefined : String(size)],
        [say('fact-access-modes'), modes],
        [say('fact-class'), classNameOf(volume)],
        [say('fact-reclaim'), policy],
        [say('fact-age'), ageOf(metadata.creationTimestamp, now)],
      ),
      { sentence: fate },
      ...(status?.message === undefined || status.message === '' ? [] : [{ sentence: status.message }]),
    ],
    spoken: say('spoken-volume', { volume: metadata.name, state: aloud(say, state) }),
    branch: 'leaf',
    target: { kind: 'PersistentVolume', namespace: '', name: metadata.name },
  };
}

/** What may still become of a volume. Facts G1 to G5. */
function fateOf(volume: PersistentVolume, pending: readonly PersistentVolumeClaim[], say: Say): string {
  const { claimRef, persistentVolumeReclaimPolicy } = volume.spec;
  const claim = `${claimRef?.namespace ?? ''}/${claimRef?.name ?? ''}`;
  switch (volume.status?.phase) {
    case 'Failed':
      return say('volume-failed', { claim });
    case 'Released':
      return persistentVolumeReclaimPolicy === 'Delete'
        ? say('volume-released-deleted', { claim })
        : say('volume-released-kept', { claim });
    default: {
      const fits = takersOf(volume, pending).map(({ metadata }) => metadata.name);
      if (fits.length > 0) return say('volume-fits', { claims: fits.join(', ') });
      return claimRef === undefined ? say('volume-fits-none') : say('volume-reserved', { claim });
    }
  }
}

function volumeIcon(phase: string): Icon {
  if (phase === 'Available') return { name: 'database', color: colors.good };
  return phase === 'Failed' ? { name: 'error', color: colors.bad } : { name: 'database', color: colors.faint };
}

/** Provisioners name volumes by a uid, which fills a row and tells nobody anything: `pvc-3f2e1c7d…`. */
function shortName(name: string): string {
  return name.replace(/([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, '$1…');
}
