import type { FindingCode } from '../core/manifest/catalogue.ts';
import { advice } from './findings/advice.ts';
import { api } from './findings/api.ts';
import { apiNeighbours } from './findings/api-neighbours.ts';
import { apiPod } from './findings/api-pod.ts';
import { behavior } from './findings/behavior.ts';
import { schema } from './findings/schema.ts';
import { syntax } from './findings/syntax.ts';
import { workspace } from './findings/workspace.ts';

/** Sentences for findings in manifests: what is wrong, with what, and what to do. */
export const findings = {
  ...syntax,
  ...schema,
  ...api,
  ...apiPod,
  ...apiNeighbours,
  ...behavior,
  ...workspace,
  ...advice,
} as const satisfies Readonly<Record<FindingCode, string>>;
