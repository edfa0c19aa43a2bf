import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { resources } from '../../../../src/practice/resources.ts';
import { pick, practiceApi } from '../../../support/practice-api.ts';

/** What a kube-apiserver 1.36.2 answered to a manifest, sent as YAML with `dryRun=All&fieldValidation=Strict`. */
interface Recorded {
  readonly name: string;
  readonly text: string;
  readonly status: number;
  readonly message?: string;
  /** Reason, field and message of each cause. */
  readonly causes?: readonly (readonly [reason: string, field: string, message: string])[];
  readonly warnings?: readonly string[];
}

const fixtures = path.join(import.meta.dirname, '../../../fixtures');
const texts = new Map(linesOf('verdicts.jsonl').map(({ name, text }) => [name, text]));
const recorded = linesOf('answers.jsonl').map(each => ({ ...each, text: each.text ?? texts.get(each.name) ?? '' }));

function linesOf(file: string): Recorded[] {
  const lines = readFileSync(path.join(fixtures, file), 'utf8').trim().split('\n');
  return lines.map(line => JSON.parse(line) as Recorded);
}

/** The namespace of the recordings: one manifest names it, another one names a different one. */
const namespace = 'rules-agent';
const api = practiceApi();
api.registry.create(resources.namespaces, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });

const plurals: Readonly<Record<string, string>> = {
  StatefulSet: 'apis/apps/v1/namespaces/*/statefulsets',
  Deployment: 'apis/apps/v1/namespaces/*/deployments',
  Service: 'api/v1/namespaces/*/services',
  PersistentVolumeClaim: 'api/v1/namespaces/*/persistentvolumeclaims',
  PersistentVolume: 'api/v1/persistentvolumes',
  StorageClass: 'apis/storage.k8s.io/v1/storageclasses',
  PodDisruptionBudget: 'apis/policy/v1/namespaces/*/poddisruptionbudgets',
};

/** The address to which a client would send a manifest; what does not say its kind was sent to that of sets. */
function addressOf({ text, status }: Recorded): string {
  const kind = /^kind: *(\w+)/m.exec(text)?.[1] ?? '';
  const known = plurals[kind] ?? plurals['StatefulSet'] ?? '';
  const version = /^apiVersion: *(\S+)/m.exec(text)?.[1] ?? '';
  const group = version.includes('/') ? `apis/${version}` : `api/${version}`;
  const moved = status === 404 ? `${group}/namespaces/*/${known.split('/').at(-1)}` : known;
  return `/${moved.replace('*', namespace)}`;
}

/** An answer in the form of the recordings. */
function send(manifest: Recorded, mode: string) {
  const query = `dryRun=All&fieldValidation=${mode}`;
  const { status, headers, body } = api.call('POST', `${addressOf(manifest)}?${query}`, manifest.text, {
    type: 'application/yaml',
  });
  const causes = pick(body, 'details.causes');
  const warnings = [...(headers['warning'] ?? '').matchAll(/299 - ("(?:[^"\\]|\\.)*")/g)];
  return {
    status,
    reason: status === 201 ? undefined : pick(body, 'reason'),
    message: status === 201 ? undefined : pick(body, 'message'),
    causes: Array.isArray(causes)
      ? causes.map(cause => [pick(cause, 'reason'), pick(cause, 'field'), pick(cause, 'message')])
      : [],
    warnings: warnings.map(([, quoted = '""']) => JSON.parse(quoted) as string),
  };
}

const reasons: Readonly<Record<number, string>> = { 400: 'BadRequest', 404: 'NotFound', 422: 'Invalid' };

/** Names that the server makes up differ from one run to the next. */
const madeUp: Readonly<Record<string, RegExp>> = {
  '055-generate-name-long.yaml': /(?<="a{58})[a-z0-9]{5}(?=" is invalid)/g,
  '121-generate-name-bad.yaml': /(?<="Web_)[a-z0-9]{5}(?=")/g,
};

function steady(name: string, answer: unknown): unknown {
  const suffix = madeUp[name];
  if (suffix === undefined) return answer;
  const masked = (text: string) => text.replace(suffix, '*****');
  return JSON.parse(JSON.stringify(answer), (_key, value: unknown) =>
    typeof value === 'string' ? masked(value) : value,
  );
}

test('every recorded manifest gets the answer of the real server: code, reason, message, causes in their order, and warnings', () => {
  assert.equal(recorded.length, 644);
  assert.equal(recorded.filter(({ status }) => status === 201).length, 224);
  for (const manifest of recorded) {
    const { name, status, message, causes = [], warnings = [] } = manifest;
    const expected = { status, reason: reasons[status], message, causes, warnings };
    assert.deepEqual(steady(name, send(manifest, 'Strict')), steady(name, expected), name);
  }
  assert.deepEqual(api.faults, []);
});

/** What of a strict decoding error is no error in the other modes: `unknown field "…"` and `line 7: key "…" already set in map`. */
function passedOver({ message = '' }: Recorded): readonly string[] {
  const [, faults] = /strict decoding error: (.*)$/s.exec(message) ?? [];
  return [...(faults ?? '').matchAll(/unknown field "[^"]*"|line \d+: key "[^"]*" already set in map/g)].map(
    ([each]) => each,
  );
}

/** How the recorded answers to the lenient modes began where they were no success (validation-rules.md, section 2; row 294 for 499). */
const refusedAnyway: Readonly<Record<string, string>> = {
  '499': 'StorageClass.storage.k8s.io "fast" is invalid: provisioner: Required value',
  '370': 'StatefulSet.apps "web" is invalid: spec.template.spec.containers: Required value',
  '403': 'StatefulSet.apps "Web" is invalid: metadata.name: Invalid value: "Web": a lowercase RFC 1123 label',
  '553': 'StatefulSet.apps "web" is invalid: spec.volumeClaimTemplates[0].spec.resources[storage]: Required value',
  '554':
    'StatefulSet.apps "web" is invalid: spec.selector: Invalid value: {}: empty selector is invalid for statefulset',
};

test('what strict decoding refuses is warned of with fieldValidation=Warn and passed over in silence with Ignore', () => {
  const strict = recorded.filter(manifest => passedOver(manifest).length > 0 && /^\d{3}/.test(manifest.name));
  assert.ok(strict.length >= 20, `${strict.length}`);
  for (const manifest of strict) {
    const refusal = refusedAnyway[manifest.name.slice(0, 3)];
    const warned = send(manifest, 'Warn');
    const ignored = send(manifest, 'Ignore');
    assert.deepEqual(warned.warnings, passedOver(manifest), manifest.name);
    assert.deepEqual(ignored.warnings, [], manifest.name);
    for (const { status, message } of [warned, ignored]) {
      assert.equal(status, refusal === undefined ? 201 : 422, manifest.name);
      if (refusal !== undefined) assert.ok(String(message).startsWith(refusal), String(message));
    }
  }
});

test('values of a wrong type are refused alike in all modes', () => {
  const mistyped = recorded.filter(({ message }) => message?.includes('cannot unmarshal') === true);
  assert.ok(mistyped.length >= 30, `${mistyped.length}`);
  for (const manifest of mistyped)
    for (const mode of ['Warn', 'Ignore'])
      assert.equal(send(manifest, mode).message, manifest.message, `${manifest.name} ${mode}`);
});
