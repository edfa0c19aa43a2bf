import assert from 'node:assert/strict';
import { test } from 'node:test';
import { amongContexts } from '../../../../src/editor/connect/among-contexts.ts';
import { type ContextParts, openContexts } from '../../../../src/editor/connect/contexts.ts';
import { signal } from '../../../../src/editor/signal.ts';
import { allSentences } from '../../../../src/words/spoken/all.ts';
import { speaker } from '../../../../src/words/words.ts';

test('an object is called with its context as soon as a second one is open', () => {
  const session = { state: signal({ kind: 'none' }), chosen: () => undefined };
  const contexts = openContexts(() => ({ session, dispose() {} }) as unknown as ContextParts);
  const called = () =>
    amongContexts('Pod db-0', { name: 'prod-east', server: 'https://east:6443' }, contexts, speaker(allSentences));
  contexts.open('context/prod-east');
  assert.equal(called(), 'Pod db-0');
  contexts.open('context/prod-west');
  assert.equal(called(), 'Pod db-0 in prod-east');
  contexts.close('context/prod-west');
  assert.equal(called(), 'Pod db-0');
});
