import type { PersistentVolume, PersistentVolumeClaim } from '../../core/statefulset/model.ts';
import { freed, takersOf } from '../../core/volume/takers.ts';
import type { CommandSay } from '../../words/words.ts';
import type { PreviewLine, PreviewSection } from './preview-model.ts';

export interface Handover {
  readonly volume: PersistentVolume;
  /** The claims that are known. */
  readonly claims: readonly PersistentVolumeClaim[];
  /** The one namespace whose claims are known; `''` for all. */
  readonly namespace: string;
  /** Whether the claim of the old name only may have the volume, or any that it fits. */
  readonly to: 'same-name' | 'anyone';
}

/** What it means for the data of a Released volume that it is bound again. */
export function handoverSections({ volume, claims, namespace, to }: Handover, say: CommandSay): PreviewSection[] {
  const claimRef = volume.spec.claimRef;
  const claim = `${claimRef?.namespace ?? ''}/${claimRef?.name ?? ''}`;
  const size = String(volume.spec.capacity?.['storage'] ?? '');
  const data: PreviewLine[] = [
    { icon: 'database', text: say('handover-data-stays', { claim, size }) },
    to === 'anyone'
      ? { icon: 'warning', text: say('handover-to-anyone') }
      : { icon: 'info', text: say('handover-to-same-name', { claim }) },
  ];
  const notes = to === 'anyone' ? takerLines(volume, claims, namespace, say) : [];
  return [
    { heading: say('section-claims'), lines: data },
    { heading: say('section-notes'), lines: notes },
  ];
}

function takerLines(
  volume: PersistentVolume,
  claims: readonly PersistentVolumeClaim[],
  namespace: string,
  say: CommandSay,
): PreviewLine[] {
  const takers = takersOf(freed(volume), claims).map(({ metadata }) => `${metadata.namespace ?? ''}/${metadata.name}`);
  return [
    takers.length === 0
      ? { icon: 'info', text: say('handover-no-taker') }
      : { icon: 'warning', text: say('handover-takers', { claims: takers.join(', ') }) },
    ...(namespace === '' ? [] : [{ icon: 'info', text: say('handover-other-namespaces', { namespace }) }]),
  ];
}
