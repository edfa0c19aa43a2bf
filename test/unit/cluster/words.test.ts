import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Refusal } from '../../../src/cluster/change.ts';
import type { KubeconfigProblem } from '../../../src/cluster/kubeconfig.ts';
import { allSentences } from '../../../src/words/spoken/all.ts';
import type { Code } from '../../../src/words/words.ts';

/** Lists every member of a union of codes; the compiler complains about one that is missing or that has no sentence. */
function every<Member extends Code>(codes: Record<Member, readonly string[]>): [string, readonly string[]][] {
  return Object.entries<readonly string[]>(codes);
}

const PROBLEM = ['file', 'line', 'detail', 'context'];

const wanted = [
  ...every<KubeconfigProblem['code']>({
    'kubeconfig-unreadable': PROBLEM,
    'kubeconfig-broken': PROBLEM,
    'kubeconfig-not-a-config': PROBLEM,
    'kubeconfig-duplicate-name': PROBLEM,
    'kubeconfig-missing-cluster': PROBLEM,
    'kubeconfig-missing-user': PROBLEM,
    'kubeconfig-missing-server': PROBLEM,
  }),
  ...every<Refusal['code']>({
    'change-unchanged': ['object'],
    'change-partition-on-delete': ['object'],
    'change-paused': ['object', 'command'],
    'change-already-at-revision': ['object', 'revision'],
    'change-unreadable-revision': ['object', 'revision'],
    'change-partition-not-a-number': ['value'],
    'change-replicas-not-a-number': ['value'],
    'change-no-container': ['object', 'container', 'containers'],
    'change-no-image': ['object', 'container'],
    'change-no-identity': ['field'],
    'change-volume-not-released': ['object', 'phase'],
    'change-volume-deleted': ['object'],
    'change-unknown-kind': ['kind', 'apiVersion'],
  }),
];

for (const [code, given] of wanted) {
  it(`${code} has a sentence that needs only what is given with it`, () => {
    const sentence = Object.entries(allSentences).find(([key]) => key === code)?.[1] ?? '';
    const needed = [...sentence.matchAll(/\{(\w+)\}/g)].map(match => match[1] ?? '');
    assert.ok(sentence.length > 0);
    assert.deepEqual(
      needed.filter(name => !given.includes(name)),
      [],
    );
  });
}
