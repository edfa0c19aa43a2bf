import type { KubernetesObject } from '../core/statefulset/model.ts';

/** How a StatefulSet or Deployment is named on the command line: `web`, `sts/web`, `deployment/web`. */
export interface WorkloadName {
  /** Either, where the kind was not said. */
  readonly kind: 'StatefulSet' | 'Deployment' | undefined;
  readonly name: string;
}

/** kubectl's own short forms. */
const KINDS: Readonly<Record<string, WorkloadName['kind']>> = {
  sts: 'StatefulSet',
  statefulset: 'StatefulSet',
  statefulsets: 'StatefulSet',
  'statefulset.apps': 'StatefulSet',
  'statefulsets.apps': 'StatefulSet',
  deploy: 'Deployment',
  deployment: 'Deployment',
  deployments: 'Deployment',
  'deployment.apps': 'Deployment',
  'deployments.apps': 'Deployment',
};

/** Reads a name; `undefined` for what is none. */
export function parseWorkload(text: string): WorkloadName | undefined {
  const [first = '', second, ...more] = text.split('/');
  if (more.length > 0) return undefined;
  if (second === undefined) return first === '' ? undefined : { kind: undefined, name: first };
  const kind = Object.hasOwn(KINDS, first.toLowerCase()) ? KINDS[first.toLowerCase()] : undefined;
  return kind === undefined || second === '' ? undefined : { kind, name: second };
}

/** Whether an object is the one meant; all are where none was named. */
export function isMeant(wanted: WorkloadName | undefined, kind: string, { metadata }: KubernetesObject): boolean {
  if (wanted === undefined) return true;
  return metadata.name === wanted.name && (wanted.kind === undefined || wanted.kind === kind);
}
