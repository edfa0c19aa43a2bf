import type { Rules } from './rule.ts';

const rule = { basis: 'api', severity: 'error' } as const;

/** Codes of what the API server refuses in a pod template. */
export const apiPod = {
  'one-of-missing': rule,
  'not-together': rule,
  'field-needs-other': rule,
  'field-not-allowed': rule,
  'duplicate-entry': rule,
  'too-many-entries': rule,
  'init-container-probe': rule,
  'invalid-env-name': rule,
  'invalid-config-key': rule,
  'invalid-header': rule,
  'invalid-sysctl': rule,
  'path-leads-upwards': rule,
  'path-not-relative': rule,
  'path-not-absolute': rule,
  'invalid-file-mode': rule,
  'projected-path-twice': rule,
  'field-path-not-supported': rule,
  'unknown-resource': rule,
  'unknown-pod-resource': rule,
  'amount-not-multiple': rule,
  'request-above-limit': rule,
  'request-differs-from-limit': rule,
  'limit-missing': rule,
  'hugepages-alone': rule,
  'pod-request-below-containers': rule,
  'container-limit-above-pod': rule,
  'resource-claim-unknown': rule,
  'device-needs-claim': rule,
  'mount-and-device': rule,
  'sleep-beyond-grace-period': rule,
  'toleration-without-key': rule,
  'annotation-without-container': rule,
  'annotation-differs-from-field': rule,
  // Not the fault but a consequence of it: it goes with the fault.
  'mount-of-faulty-volume': { basis: 'api', severity: 'hint' },
} as const satisfies Rules;
