import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isAllowed, listNamespaces, missing, permissionFor } from '../../../src/cluster/access.ts';
import { deletePod } from '../../../src/cluster/change.ts';
import { ClusterError, type Connection } from '../../../src/cluster/connection.ts';
import { resourceOf } from '../../../src/cluster/mirror/kinds.ts';
import { fieldsOf } from '../../../src/cluster/wire/json.ts';
import { lyingServer } from '../../support/cluster/lying.ts';
import { pod } from '../../support/cluster/objects.ts';

const object = (name: string, more: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name },
  ...more,
});

function connectionThat(part: Partial<Connection>): Connection {
  return { ...lyingServer().connection, ...part };
}

describe('permissions', () => {
  it('are asked for verb by verb, and those that are missing are told in order', async () => {
    const asked: unknown[] = [];
    const connection = connectionThat({
      create: async (_, body) => {
        const { resourceAttributes } = fieldsOf(fieldsOf(body)['spec']);
        asked.push(resourceAttributes);
        return object('', { status: { allowed: fieldsOf(resourceAttributes)['verb'] === 'list' } });
      },
    });
    const resource = resourceOf('Pod', 'shop');
    const wanted = [
      { verb: 'list', resource },
      { verb: 'watch', resource },
      { verb: 'delete', resource, name: 'web-1' },
    ] as const;
    assert.deepEqual(await missing(connection, wanted), [wanted[1], wanted[2]]);
    assert.deepEqual(asked[2], {
      verb: 'delete',
      group: '',
      version: 'v1',
      resource: 'pods',
      namespace: 'shop',
      name: 'web-1',
    });
  });

  it('are taken for granted where the server cannot be asked', async () => {
    const connection = connectionThat({
      create: async () => {
        throw new ClusterError({ kind: 'not-found', detail: '404 page not found', status: 404 });
      },
    });
    assert.equal(await isAllowed(connection, { verb: 'list', resource: resourceOf('Pod') }), true);
    const away = connectionThat({
      create: async () => {
        throw new ClusterError({ kind: 'unreachable', detail: 'ECONNREFUSED' });
      },
    });
    await assert.rejects(isAllowed(away, { verb: 'list', resource: resourceOf('Pod') }), ClusterError);
  });

  it('are known for a change', () => {
    const permission = permissionFor(deletePod(pod('web-1')));
    assert.deepEqual([permission.verb, permission.name, permission.resource.name], ['delete', 'web-1', 'pods']);
  });
});

describe('namespaces', () => {
  it('are listed to the last page, by name', async () => {
    const connection = connectionThat({
      list: async (_, options) =>
        options.continue === undefined
          ? { items: [object('shop')], resourceVersion: '1', continue: 'more' }
          : { items: [object('bank')], resourceVersion: '1' },
    });
    assert.deepEqual(await listNamespaces(connection, []), { names: ['bank', 'shop'] });
  });

  it('are those that are known where listing is forbidden', async () => {
    const failure = { kind: 'forbidden', detail: 'no', status: 403 } as const;
    const connection = connectionThat({
      list: async () => {
        throw new ClusterError(failure);
      },
    });
    assert.deepEqual(await listNamespaces(connection, ['shop', '', 'bank', 'shop']), {
      names: ['bank', 'shop'],
      incomplete: failure,
    });
  });

  it('are not told by halves where the server fails otherwise', async () => {
    const connection = connectionThat({
      list: async () => {
        throw new ClusterError({ kind: 'unreachable', detail: 'ECONNREFUSED' });
      },
    });
    await assert.rejects(listNamespaces(connection, ['shop']), ClusterError);
  });
});
