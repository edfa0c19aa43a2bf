import assert from 'node:assert/strict';
import { test } from 'node:test';
import { titleIn } from '../../../../src/editor/commands/title-in.ts';
import type { Desk } from '../../../../src/editor/connect/desk.ts';
import type { LiveCluster } from '../../../../src/editor/connect/session.ts';
import { signal } from '../../../../src/editor/signal.ts';
import { allSentences } from '../../../../src/words/spoken/all.ts';
import { speaker } from '../../../../src/words/words.ts';

const say = speaker(allSentences);

/** What a title becomes that is about the first of these contexts, by their names. */
function titled(...names: readonly string[]): string {
  const contexts = names.map((name, at) => ({ name, server: `https://server-${at}:6443` }));
  const all = signal(contexts.map(context => ({ session: { chosen: () => ({ context }) } })));
  return titleIn('Scale web', { context: contexts[0] } as LiveCluster, {
    desk: { contexts: { all } } as unknown as Desk,
    say,
  });
}

test('a title names its context where several are open, and its address too where two bear that name', () => {
  assert.equal(titled('shop'), 'Scale web');
  assert.equal(titled('shop', 'bank'), 'Scale web · shop');
  assert.equal(titled('shop', 'shop'), 'Scale web · shop (server-0:6443)');
});
