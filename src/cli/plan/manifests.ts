import type { Deployment } from '../../core/deployment/model.ts';
import { isBreak } from '../../core/manifest/content.ts';
import { type Manifest, objectsOf, parseManifest } from '../../core/manifest/parse.ts';
import { at, placeOf } from '../../core/manifest/place.ts';
import type { StatefulSet } from '../../core/statefulset/model.ts';
import { Lines } from '../../language/lines.ts';
import { sourcesOf } from '../check/files.ts';
import { Refusal, refusal } from '../refusal.ts';

export type Workload = StatefulSet | Deployment;

/** What files hold that a plan can be made for. */
export interface Manifests {
  readonly workloads: readonly Workload[];
  /** Objects of other kinds, `Service web`. */
  readonly others: readonly string[];
}

/** Reads the StatefulSets and Deployments of files and folders. Throws a `Refusal` for what cannot be read. */
export async function readManifests(files: readonly string[], stdin: () => Promise<string>): Promise<Manifests> {
  const sources = await sourcesOf(files, stdin);
  const read = sources.map(({ name, text, unreadable }) => {
    if (text === undefined)
      throw refusal('cli-file-unreadable', { file: name, reason: unreadable?.code || (unreadable?.why ?? '') });
    const manifest = parseManifest(text, undefined, Number.POSITIVE_INFINITY);
    refuseBroken(name, manifest);
    return manifest;
  });
  const objects = read.flatMap(objectsOf);
  const isWorkload = (kind: string, apiVersion: string) =>
    apiVersion === 'apps/v1' && (kind === 'StatefulSet' || kind === 'Deployment');
  const [wanted, rest] = [true, false].map(is =>
    objects.filter(({ kind, apiVersion }) => isWorkload(kind, apiVersion) === is),
  );
  for (const { value, kind, name } of wanted ?? []) refuseIncomplete(value, kind, name);
  return {
    workloads: (wanted ?? []).map(({ value }) => value as unknown as Workload),
    others: (rest ?? []).map(({ kind, name }) => `${kind} ${name}`),
  };
}

function refuseBroken(file: string, { documents, unread, text }: Manifest): void {
  if (unread !== undefined) throw refusal('plan-not-yaml', { file });
  for (const { content, start } of documents) {
    const fault = content.faults.find(isBreak);
    const line = (offset: number) => new Lines(text).positionAt(offset).line + 1;
    if (fault !== undefined)
      throw new Refusal([{ code: 'plan-broken', values: { file, line: line(start + fault.start) } }, fault]);
    if (content.state === 'template') throw refusal('plan-template', { file, line: line(start) });
  }
}

/** Without these there is nothing to plan; what else is wrong the server says, or `ordinal check`. */
function refuseIncomplete(value: Readonly<Record<string, unknown>>, kind: string, name: string): void {
  const containers = at(placeOf(value), 'spec', 'template', 'spec', 'containers').value;
  const replicas = at(placeOf(value), 'spec', 'replicas').value;
  const isUsable = replicas === undefined || replicas === null || (Number.isInteger(replicas) && Number(replicas) >= 0);
  if (name === '' || !Array.isArray(containers) || !isUsable)
    throw refusal('plan-invalid', { object: `${kind} ${name}`.trim() });
}
