import type { Deployment } from '../deployment/model.ts';
import { shortImages } from '../image.ts';
import type { StatefulSet } from './model.ts';
import type { Between, ProgressLine } from './sight.ts';

/** What changed at the set or Deployment itself between two sights. */
export function ownerLines({ before, after, seenAt }: Between): ProgressLine[] {
  const was = before.owner;
  const is = after.owner;
  if (was === undefined) return [];
  const line = (code: string, values: ProgressLine['values'] = {}): ProgressLine => ({
    at: seenAt,
    subject: was.metadata.name,
    code,
    values,
  });
  if (is === undefined || is.metadata.uid !== was.metadata.uid) return [line('rollout-owner-deleted')];
  const lines: ProgressLine[] = [];
  const replicas = [was.spec.replicas ?? 1, is.spec.replicas ?? 1] as const;
  if (replicas[0] !== replicas[1])
    lines.push(line('rollout-owner-replicas', { before: replicas[0], after: replicas[1] }));
  const partitions = [partitionOf(was), partitionOf(is)] as const;
  if (partitions[0] !== partitions[1])
    lines.push(line('rollout-owner-partition', { before: partitions[0], after: partitions[1] }));
  const images = [
    shortImages(was.spec.template.spec.containers),
    shortImages(is.spec.template.spec.containers),
  ] as const;
  if (images[0] !== images[1]) lines.push(line('rollout-owner-images', { before: images[0], after: images[1] }));
  return lines;
}

/** Claims that were bound, or deleted, between two sights. */
export function claimLines({ before, after, seenAt }: Between): ProgressLine[] {
  const was = new Map(before.claims.map(claim => [claim.metadata.name, claim]));
  const is = new Map(after.claims.map(claim => [claim.metadata.name, claim]));
  const bound = after.claims
    .filter(claim => claim.status?.phase === 'Bound' && was.get(claim.metadata.name)?.status?.phase !== 'Bound')
    .map(claim => ({
      at: seenAt,
      subject: claim.metadata.name,
      code: 'rollout-claim-bound',
      values: { volume: claim.spec.volumeName ?? '?', size: claim.status?.capacity?.['storage'] ?? '?' },
    }));
  const gone = before.claims
    .filter(claim => !is.has(claim.metadata.name))
    .map(claim => ({ at: seenAt, subject: claim.metadata.name, code: 'rollout-claim-gone', values: {} }));
  return [...bound, ...gone];
}

function partitionOf(owner: StatefulSet | Deployment): number {
  return owner.kind === 'StatefulSet' ? (owner.spec.updateStrategy?.rollingUpdate?.partition ?? 0) : 0;
}
