import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { isObject, type JsonObject, without } from '../../../../src/practice/json.ts';
import { pick, practiceApi } from '../../../support/practice-api.ts';

/**
 * Wordings that no recording reaches. They stand on the source of kube-apiserver (`pkg/apis/*\/validation`), read and not run: where a
 * recording of one turns up, it is right and the line in `unrecorded.jsonl` is not.
 */
interface Unrecorded {
  /** A PersistentVolume, Service or Deployment with this spec, or a Deployment whose template has it. */
  readonly kind: 'pod' | 'deployment' | 'service' | 'volume';
  readonly spec: JsonObject;
  /** `field: message`; in templates without `spec.template.spec.`, with the rules of names cut short. */
  readonly causes: readonly string[];
}

const file = path.join(import.meta.dirname, '../../../fixtures/unrecorded.jsonl');
const unrecorded = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map(line => JSON.parse(line) as Unrecorded);

const deployments = '/apis/apps/v1/namespaces/shop/deployments';
const labels = { app: 'a' };
const container = { containers: [{ name: 'a', image: 'a:1' }] };
const metadata = { name: 'x' };

function sent({ kind, spec }: Unrecorded): readonly [address: string, body: JsonObject] {
  const workload = (annotations: unknown, pod: JsonObject) => ({
    selector: { matchLabels: labels },
    template: { metadata: { labels, annotations }, spec: pod },
  });
  switch (kind) {
    case 'pod':
      return [deployments, { metadata, spec: workload(spec['annotations'], without(spec, 'annotations')) }];
    case 'deployment':
      return [deployments, { metadata, spec: { ...workload(undefined, container), ...spec } }];
    case 'service':
      return ['/api/v1/namespaces/shop/services', { metadata, spec }];
    case 'volume':
      return ['/api/v1/persistentvolumes', { metadata, spec }];
  }
}

const rules: Readonly<Record<string, RegExp>> = {
  '⟨LABEL⟩': /a lowercase RFC 1123 label must.*?\?'\)/,
  '⟨SUBDOMAIN⟩': /a lowercase RFC 1123 subdomain must.*?\)\*'\)/,
  '⟨QNAME⟩': /name part must consist.*?\[A-Za-z0-9\]'\)/,
  '⟨LVALUE⟩': /a valid label must be an empty.*?\)\?'\)/,
};

function cut(cause: unknown): string {
  const text = `${String(pick(cause, 'field'))}: ${String(pick(cause, 'message'))}`.replace('spec.template.spec.', '');
  return Object.entries(rules).reduce((short, [name, rule]) => short.replace(rule, name), text);
}

test('what no recording tells is worded as the source of the server words it', () => {
  assert.ok(unrecorded.length >= 80);
  const api = practiceApi();
  for (const each of unrecorded) {
    const [address, body] = sent(each);
    const answer = api.call('POST', `${address}?dryRun=All&fieldValidation=Strict`, body);
    const causes = pick(answer.body, 'details.causes');
    assert.equal(answer.status, 422, JSON.stringify(each.spec));
    assert.ok(isObject(answer.body) && Array.isArray(causes));
    assert.deepEqual(causes.map(cut), each.causes, JSON.stringify(each.spec));
  }
  assert.deepEqual(api.faults, []);
});
