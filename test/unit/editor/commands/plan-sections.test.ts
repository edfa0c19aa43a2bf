import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Deployment } from '../../../../src/core/deployment/model.ts';
import type { World } from '../../../../src/core/statefulset/controller.ts';
import { plan } from '../../../../src/core/statefulset/plan.ts';
import { deploymentSections, planSections } from '../../../../src/editor/commands/plan-sections.ts';
import type { PreviewSection } from '../../../../src/editor/commands/preview-model.ts';
import { allSentences } from '../../../../src/words/spoken/all.ts';
import { speaker } from '../../../../src/words/words.ts';
import { claim, NOW, statefulSet } from '../objects.ts';

const say = speaker(allSentences);

function texts(sections: readonly PreviewSection[], heading: string): string[] {
  return sections
    .filter(section => section.heading === heading)
    .flatMap(section => section.lines.map(line => line.text));
}

const created = statefulSet({ replicas: 11 });
const nothing: World = { set: created, pods: [], claims: new Map(), revisions: [], now: NOW };

test('steps are numbered in the order in which they happen', () => {
  const steps = texts(planSections(plan(nothing, { kind: 'spec', set: created }), 'web', say), 'in this order');
  assert.equal(steps.length, 11);
  assert.match(steps[0] ?? '', /^ 1\. web-0: created/);
  assert.match(steps[10] ?? '', /^11\. web-10: created/);
});

test('what to know first is a warning where a pod keeps the plan from its end', () => {
  const whole = plan(nothing, { kind: 'spec', set: statefulSet({ replicas: 1 }) });
  const stranded = { ...whole, strandedOn: [{ pod: 'web-0', node: 'node-1' }] };
  const [notes] = planSections(stranded, 'web', say);
  assert.deepEqual(
    notes?.lines.map(({ icon, text }) => [icon, /web-0.+node-1/.test(text)]),
    [['warning', true]],
  );
});

test('a deletion is told as one thing, because pods go in no order, and what happens to the data is told', () => {
  const model = plan(nothing, { kind: 'spec', set: statefulSet({ replicas: 3 }) });
  assert.ok(model.steps.length > 0);
  const claims = new Map(['data-web-0', 'data-web-1'].map(name => [name, claim(name)]));
  const set = statefulSet({ replicas: 2 });
  const pods = ['web-0', 'web-1'].map(name => ({
    apiVersion: 'v1',
    kind: 'Pod' as const,
    metadata: { name, namespace: 'shop', uid: name, labels: { app: 'web' } },
    spec: { containers: [] },
    status: { phase: 'Running' },
  }));
  const world: World = { ...nothing, set, pods, claims };
  const sections = planSections(plan(world, { kind: 'delete-set', propagation: 'Background' }), 'web', say);
  assert.deepEqual(texts(sections, 'pods'), ['web-0, web-1: deleted, all at once']);
  assert.match(texts(sections, 'data').join(), /^Kept with their data/);
  assert.deepEqual(texts(sections, 'in this order'), []);
});

test('a Deployment says how its pods are replaced, since they have no order', () => {
  const deployment: Deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'front' },
    spec: { replicas: 2, selector: {}, template: { spec: { containers: [{ name: 'app', image: 'a' }] } } },
  };
  const image = { ...deployment.spec, template: { spec: { containers: [{ name: 'app', image: 'b' }] } } };
  const lines = (after: Deployment) => texts(deploymentSections(deployment, after, say), 'in this order');
  assert.match(lines({ ...deployment, spec: image }).join(), /replaces its pods \(2\) a few at a time/);
  assert.match(
    lines({ ...deployment, spec: { ...image, strategy: { type: 'Recreate' } } }).join(),
    /deletes all of its pods first/,
  );
  assert.deepEqual(lines({ ...deployment, spec: { ...deployment.spec, replicas: 5 } }), [
    'number of pods: from 2 to 5',
  ]);
  assert.deepEqual(lines(deployment), []);
  assert.deepEqual(texts(deploymentSections(undefined, deployment, say), 'in this order'), ['creates its pods: 2']);
});
