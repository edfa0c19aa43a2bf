import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OpenContext } from '../../../../src/editor/connect/contexts.ts';
import { meantContext } from '../../../../src/editor/connect/which-context.ts';
import { signal } from '../../../../src/editor/signal.ts';

const active = { key: 'context/prod' } as OpenContext;
const beside = { key: 'context/dev' } as OpenContext;
const contexts = {
  active: signal<OpenContext | undefined>(active),
  of: (key: string) => [active, beside].find(open => open.key === key),
};

test('a command that is called on nothing is about the active context', () => {
  assert.equal(meantContext(contexts, undefined), active);
});

test('a command that is called on a target is about the context that the target carries, active or not', () => {
  assert.equal(meantContext(contexts, { context: 'context/dev' }), beside);
});

test('a command that is called on a closed context is about none, and never about the active one', () => {
  assert.equal(meantContext(contexts, { context: 'context/closed' }), undefined);
});
