import { classNameOf } from '../volume/class-name.ts';
import { claimsOf } from './diagnose-claim.ts';
import { eventsAbout, messageOf } from './events.ts';
import type { PersistentVolumeClaim, Pod } from './model.ts';
import type { Diagnosis, Surroundings } from './verdict-model.ts';

/** What programs and the kernel say where nothing more can be written. */
const NO_SPACE = /no space left on device|\bENOSPC\b|disk quota exceeded/i;

/** That a pod ails because a volume of it is full, where its probe or the last words of a container say so. */
export function outOfSpace(
  pod: Pod,
  evidence: Surroundings,
): Pick<Diagnosis, 'wayOut' | 'claim' | 'evidence'> | undefined {
  const line = wordsOf(pod, evidence)
    .flatMap(words => words.split('\n'))
    .find(words => NO_SPACE.test(words))
    ?.trim();
  if (line === undefined) return undefined;
  const claim = fullClaim(pod, line, evidence);
  const className = claim === undefined ? undefined : classNameOf(claim);
  const grows = evidence.classes?.find(({ metadata }) => metadata.name === className)?.allowVolumeExpansion === true;
  return {
    wayOut: grows ? 'grow-claim' : 'make-room-in-volume',
    ...(claim === undefined ? {} : { claim: claim.metadata.name }),
    evidence: [line],
  };
}

function wordsOf(pod: Pod, { events }: Surroundings): string[] {
  const { initContainerStatuses = [], containerStatuses = [] } = pod.status ?? {};
  const ended = [...initContainerStatuses, ...containerStatuses].flatMap(({ state, lastState }) =>
    [state?.terminated?.message, lastState?.terminated?.message, state?.waiting?.message].filter(
      message => message !== undefined,
    ),
  );
  // What an earlier probe said may be mended by now.
  const probe = eventsAbout(events, pod).findLast(({ reason }) => reason === 'Unhealthy');
  return [...ended, ...(probe === undefined ? [] : [messageOf(probe)])];
}

/** The claim whose mount the words name, or the only one of a pod that has no other place to write to. */
function fullClaim(pod: Pod, line: string, evidence: Surroundings): PersistentVolumeClaim | undefined {
  const { volumes = [], containers } = pod.spec;
  const mounts = containers
    .flatMap(({ volumeMounts = [] }) => volumeMounts)
    .filter(({ mountPath }) => mountPath !== '/' && namesPath(line, mountPath))
    .toSorted((one, other) => other.mountPath.length - one.mountPath.length);
  const claims = claimsOf(pod, evidence);
  const [mount] = mounts;
  if (mount === undefined) return claims.length === 1 && !volumes.some(isScratch) ? claims[0] : undefined;
  const name = volumes.find(volume => volume.name === mount.name)?.persistentVolumeClaim?.claimName;
  return claims.find(({ metadata }) => metadata.name === name);
}

/** `/data` stands in `write /data/wal: …`, and not in `/database`. */
function namesPath(line: string, path: string): boolean {
  return line.split(/[\s"'`:,;()[\]=]+/).some(word => word === path || word.startsWith(`${path.replace(/\/$/, '')}/`));
}

function isScratch(volume: object): boolean {
  return 'emptyDir' in volume || 'ephemeral' in volume;
}
