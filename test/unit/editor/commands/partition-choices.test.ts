import assert from 'node:assert/strict';
import { test } from 'node:test';
import { partitionChoices } from '../../../../src/editor/commands/partition-choices.ts';
import { speaker } from '../../../../src/words/words.ts';
import { statefulSet } from '../objects.ts';

const say = speaker();

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
