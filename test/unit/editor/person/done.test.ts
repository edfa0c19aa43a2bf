/** What the walkthrough ticks: commands that were carried out, and not those that somebody left. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { root } from '../../../../scripts/tools/paths.ts';
import { commandIds, contextKeys } from '../../../../src/editor/ids.ts';
import { type Ordinal, startOrdinal } from '../../../support/person/ordinal.ts';
import { stage } from '../../../support/person/stage.ts';
import { newPod } from '../../../support/practice-cluster.ts';

const pod = { kind: 'Pod', namespace: 'default', name: 'stray' };

function isDone(id: string): boolean {
  return stage.ran.some(({ command, values }) => command === 'setContext' && values[0] === `${id}.done` && values[1]);
}

describe('A command', () => {
  let ordinal: Ordinal;

  before(async () => {
    ordinal = await startOrdinal();
    ordinal.create(newPod('stray'));
    await ordinal.until(() => ordinal.names('v1', 'Pod').includes('stray'));
  });

  after(() => ordinal.stop());

  it('that somebody left was not carried out', async () => {
    await ordinal.run('deletePod', pod);
    assert.equal(isDone(commandIds.deletePod), false);
  });

  it('that came to its end was', async () => {
    await ordinal.run('copyName', pod);
    assert.equal(stage.clipboard, 'stray');
    assert.equal(isDone(commandIds.copyName), true);
  });
});

it('each step of the walkthrough is ticked by something that Ordinal tells the workbench', () => {
  const { contributes } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const told = new Set<string>([
    ...Object.values(commandIds).map(id => `onContext:${id}.done`),
    ...Object.values(commandIds).map(id => `onCommand:${id}`),
  ]);
  for (const { id, completionEvents } of contributes.walkthroughs[0].steps)
    for (const event of completionEvents as string[])
      assert.ok(told.has(event) || event.startsWith(`onContext:${contextKeys.practice} `), `${id}: ${event}`);
});
