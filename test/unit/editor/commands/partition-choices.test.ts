import assert from 'node:assert/strict';
import { test } from 'node:test';
import { partitionChoices, typedPartition } from '../../../../src/editor/commands/partition-choices.ts';
import { allSentences } from '../../../../src/words/spoken/all.ts';
import { speaker } from '../../../../src/words/words.ts';
import { statefulSet } from '../objects.ts';

const say = speaker(allSentences);

test('every partition says which pods it updates and which it holds, highest first', () => {
  const set = statefulSet({ replicas: 5, updateStrategy: { rollingUpdate: { partition: 2 } } });
  assert.deepEqual(
    partitionChoices(set, say).map(choice => choice.effect),
    [
      'updates every pod: web-4…web-0',
      'updates web-4…web-1, holds web-0',
      'updates web-4…web-2, holds web-1, web-0',
      'updates web-4, web-3, holds web-2…web-0',
      'updates web-4, holds web-3…web-0',
      'holds every pod: web-4…web-0',
    ],
  );
  assert.deepEqual(
    partitionChoices(set, say)
      .filter(choice => choice.isCurrent)
      .map(choice => choice.partition),
    [2],
  );
});

test('a set that does not start at 0 is parted by position, not by number', () => {
  const set = statefulSet({ replicas: 2, ordinals: { start: 7 } });
  assert.equal(partitionChoices(set, say)[1]?.effect, 'updates web-8, holds web-7');
});

test('a set without pods says what becomes of those that come', () => {
  const set = statefulSet({ replicas: 0 });
  assert.deepEqual(partitionChoices(set, say), [
    { partition: 0, effect: 'there are no pods now; all that come get the update', isCurrent: true },
  ]);
  assert.match(
    typedPartition(set, '2', say).effect,
    /^there are no pods now; of those that come, the first 2 are held/,
  );
});

test('a typed number is a partition, also one that no pod stands for; anything else gets a sentence', () => {
  const set = statefulSet({ replicas: 3 });
  assert.deepEqual(typedPartition(set, '99', say), { partition: 99, effect: 'holds every pod: web-2…web-0' });
  assert.deepEqual(typedPartition(set, '1', say), { partition: 1, effect: 'updates web-2, web-1, holds web-0' });
  for (const text of ['-1', '1.5', 'all', '99999999999']) {
    assert.deepEqual(typedPartition(set, text, say), {
      partition: undefined,
      effect: 'A whole number is needed here, 0 or more.',
    });
  }
});
