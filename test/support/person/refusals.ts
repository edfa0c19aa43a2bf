/** What a server may answer to any request, and how a person is told. */
import type { DoorAnswer } from '../door.ts';

export interface Refusal {
  readonly name: string;
  readonly answer: DoorAnswer | 'silence';
  /** Told where the server was only asked. */
  readonly asked: RegExp;
  /** Told where the change itself was sent; the same unless given. */
  readonly sent?: RegExp;
}

function status(code: number, reason: string, message: string, details?: object): DoorAnswer {
  return {
    status: code,
    body: { kind: 'Status', apiVersion: 'v1', status: 'Failure', code, reason, message, details },
  };
}

const UNKNOWN = /gave no answer that can be read, so nobody knows whether this was done: .*Look at the tree/;

const cause = { reason: 'FieldValueInvalid', message: 'Invalid value: 7: must be less', field: 'spec.replicas' };

export const refusals: readonly Refusal[] = [
  {
    name: '403',
    answer: status(403, 'Forbidden', 'statefulsets.apps "web" is forbidden: User "jo" cannot do that'),
    asked:
      /not allowed to do this: .*User "jo" cannot do that|refuses StatefulSet web, so nothing was applied.*User "jo"/,
    sent: /not allowed to do this: .*User "jo" cannot do that/,
  },
  {
    name: '404',
    answer: status(404, 'NotFound', 'the thing was not found'),
    asked: /does not exist on the cluster|was deleted in the meantime|refuses StatefulSet web, so/,
  },
  {
    name: '409',
    answer: status(409, 'Conflict', 'the object has been modified'),
    asked: /was changed on the cluster in the meantime|refuses StatefulSet web, so/,
  },
  {
    name: '422',
    answer: status(422, 'Invalid', 'it is invalid: spec.replicas: Invalid value: 7', { causes: [cause] }),
    asked: /refuses this: .*spec\.replicas|refuses StatefulSet web, so nothing was applied.*spec\.replicas/,
    sent: /refuses this: .*spec\.replicas/,
  },
  {
    name: '429',
    answer: status(429, 'TooManyRequests', 'wait'),
    asked: /too much to do/,
  },
  {
    name: '500',
    answer: status(500, 'InternalError', 'etcdserver: no leader'),
    asked: /failed to answer: .*no leader/,
  },
  {
    name: '504',
    answer: status(504, 'Timeout', 'the server was unable to respond in time'),
    asked: /failed to answer|did not answer/,
    sent: UNKNOWN,
  },
  {
    name: 'a login page',
    answer: { status: 200, body: '<html><body>Log in with SSO</body></html>' },
    asked: /answers, but not as a Kubernetes API server does/,
    sent: UNKNOWN,
  },
  { name: 'nothing', answer: 'silence', asked: /did not answer in time/, sent: UNKNOWN },
];
