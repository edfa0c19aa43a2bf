import { readdirSync, readFileSync } from 'node:fs';
import type { KubernetesObject } from '../../../src/core/statefulset/model.ts';

/** What real controllers (Kubernetes 1.36.2) did in a scenario, boiled down to what they decided. */
export interface Golden {
  readonly name: string;
  readonly about: string;
  readonly defaultStorageClass: boolean;
  /** Volumes whose names begin so belong to the scenario. */
  readonly pvPrefix?: string;
  readonly exactVolumes?: boolean;
  readonly steps: readonly GoldenStep[];
  readonly tables?: Readonly<Record<string, { readonly columns: readonly string[] }>>;
}

/** One thing that a person does, and how long to look on afterwards. */
export interface Step {
  readonly say: string;
  readonly apply?: readonly KubernetesObject[];
  readonly patch?: {
    readonly kind: string;
    readonly name: string;
    /** A subresource, `/status`. */
    readonly sub?: string;
    readonly type?: 'merge' | 'strategic' | 'json';
    readonly body: unknown;
  };
  readonly delete?: {
    readonly kind: string;
    readonly name: string;
    readonly options?: Readonly<Record<string, unknown>>;
  };
  /** Milliseconds after which the next step comes, whatever happens. */
  readonly for?: number;
  /** Milliseconds without any event after which the next step comes; 1500 unless told. */
  readonly quiet?: number;
  /** The longest wait for that quiet; 40000 unless told. */
  readonly max?: number;
}

export interface GoldenStep extends Step {
  readonly refused?: { readonly status: number; readonly message?: string };
  readonly observed: readonly string[];
  readonly status?: Readonly<Record<string, unknown>>;
  readonly events?: readonly string[];
  readonly endpoints?: readonly string[];
}

const folder = new URL('../../golden/scenarios/', import.meta.url);

export function goldens(): Golden[] {
  return readdirSync(folder)
    .sort()
    .map(file => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Golden);
}
