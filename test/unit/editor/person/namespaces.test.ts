/** Choosing a namespace: listed, typed, misspelled, and where the server does not let anybody list them. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { forbidden } from '../../../support/door.ts';
import { eventually } from '../../../support/eventually.ts';
import { CONTEXT, type Ordinal, startOrdinal } from '../../../support/person/ordinal.ts';
import type { Asked, Person } from '../../../support/person/stage.ts';

const NAMESPACES = '/api/v1/namespaces';

/** Types a name into the list, then takes the entry for it. */
function typing(name: string): Person {
  return ({ kind, lines }) => {
    if (kind !== 'list') return undefined;
    const entry = `Use namespace “${name}”`;
    return lines.includes(entry) ? entry : { type: name };
  };
}

const list = (asked: readonly Asked[]) => asked.find(({ kind }) => kind === 'list')?.lines ?? [];

describe('Choosing a namespace', () => {
  let ordinal: Ordinal;

  before(async () => {
    ordinal = await startOrdinal();
    ordinal.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });
    await untilShown('default');
  });

  after(() => ordinal.stop());

  async function untilShown(namespace: string): Promise<void> {
    // Alone and empty, a context has no row; its status bar says the same.
    await eventually(async () => {
      const [asked] = await ordinal.run('chooseNamespace', undefined);
      assert.ok(asked?.lines.includes(`${namespace} | shown now`), asked?.lines.join());
    });
  }

  it('offers all that the server lists, and none to type while nothing is typed', async () => {
    const asked = await ordinal.run('chooseNamespace', undefined, () => 'shop');
    assert.deepEqual(
      list(asked).filter(line => !line.startsWith('kube-')),
      ['All Namespaces', 'default | shown now', 'shop'],
    );
    await untilShown('shop');
  });

  it('takes a name that was made since the list was read', async () => {
    const person: Person = ({ lines }) => {
      const entry = 'Use namespace “new”';
      if (lines.includes(entry)) return entry;
      ordinal.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'new' } });
      return { type: ' new ' };
    };
    const asked = await ordinal.run('chooseNamespace', undefined, person);
    assert.deepEqual(
      asked.filter(({ kind }) => kind !== 'list'),
      [],
    );
    await untilShown('new');
  });

  it('says of a name that the server does not know what it looked for and where, and keeps the one before', async () => {
    const told = (await ordinal.run('chooseNamespace', undefined, typing('shpo'))).at(-1);
    assert.equal(
      told?.title,
      `${CONTEXT} has no namespace shpo, so Ordinal goes on with the one before. Check the spelling, or create the namespace first.`,
    );
    assert.deepEqual(told?.buttons, ['Choose Namespace…']);
    await untilShown('new');
  });

  it('says of what can be no name why it is none, and cannot be left with it', async () => {
    let seen = 0;
    const asked = await ordinal.run('chooseNamespace', undefined, ({ lines }) => {
      const rule = lines.find(line => line.startsWith('A namespace has lower-case letters'));
      seen += rule === undefined ? 0 : 1;
      if (seen > 1) return undefined;
      return rule ?? { type: 'Web_1' };
    });
    assert.equal(seen, 2);
    assert.ok(!list(asked.slice(-1)).some(line => line.startsWith('Use namespace')));
    await untilShown('new');
  });

  it('takes at their word who may neither list nor read namespaces, and offers what was typed the next time', async () => {
    ordinal.answering(({ path }) => (/^\/api\/v1\/namespaces(\/[^/]+)?$/.test(path) ? forbidden('get') : undefined));
    await ordinal.run('chooseNamespace', undefined, typing('bank'));
    assert.ok(ordinal.requests.some(({ path }) => path === `${NAMESPACES}/bank`));
    await ordinal.run('chooseNamespace', undefined, () => 'shop');
    const [asked] = await ordinal.run('chooseNamespace', undefined);
    assert.match(asked?.hint ?? '', /You may not list namespaces here/);
    const lines = asked?.lines ?? [];
    assert.ok(lines.includes('bank') && lines.includes('shop | shown now'), lines.join());
    assert.ok(!lines.includes('All Namespaces'));
  });
});
