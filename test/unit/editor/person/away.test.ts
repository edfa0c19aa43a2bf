/** Every command on a cluster that is away: answered at once where it would ask in vain, and working where what is known is enough. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { commandIds } from '../../../../src/editor/ids.ts';
import { eventually } from '../../../support/eventually.ts';
import { agreeing } from '../../../support/person/agree.ts';
import { type Ordinal, startOrdinal } from '../../../support/person/ordinal.ts';
import { furnishWays, type Way, ways } from '../../../support/person/ways.ts';

const all = Object.entries(ways) as [keyof typeof ways, Way][];
const web = { kind: 'StatefulSet', namespace: '', name: 'web' };
const pod = { kind: 'Pod', namespace: '', name: 'web-0' };
const AWAY =
  /^prod-west \(http:\/\/127\.0\.0\.1:\d+\) has been away since \d\d:\d\d\. .*answers, but not as a Kubernetes API server/;

describe('On a cluster that is away', () => {
  let ordinal: Ordinal;

  before(async () => {
    ordinal = await startOrdinal();
    await furnishWays(ordinal);
    ordinal.answering(() => ({ status: 200, body: '<html><body>Log in</body></html>' }));
    await ordinal.run('refresh', undefined);
    await eventually(async () => {
      const [asked] = await ordinal.run('scale', web);
      assert.match(asked?.title ?? '', AWAY);
    });
  });

  after(() => ordinal.stop());

  /** What was told, where nothing was asked and nothing sent that could change anything. */
  async function toldBy(id: keyof typeof commandIds, argument: unknown): Promise<string> {
    const [told, ...others] = await ordinal.run(id, argument, agreeing());
    assert.deepEqual(others, []);
    assert.deepEqual(told?.buttons, ['Try Again', 'Choose Another Cluster…']);
    assert.deepEqual(
      ordinal.requests.filter(({ method }) => method !== 'GET'),
      [],
    );
    return told?.title ?? '';
  }

  for (const [id, way] of all)
    it(`${id}: says at once that the cluster is away, since when and why, before anything is asked`, async () => {
      assert.match(await toldBy(id, await way.argument(ordinal)), AWAY);
    });

  for (const [id, argument] of [
    ['showLogs', web],
    ['showLogs', pod],
    ['forwardPort', pod],
    ['resolveName', web],
  ] as const)
    it(`${id} of a ${argument.kind}: says the same`, async () => {
      assert.match(await toldBy(id, argument), AWAY);
    });

  it('why, names and kubectl commands are told from what is known, and why says as of when', async () => {
    const [why] = await ordinal.run('why', web);
    assert.equal(why?.kind, 'list');
    assert.match(why?.title ?? '', /as of \d\d:\d\d, before it went away/);
    for (const id of ['copyName', 'copyKubectl', 'copyDnsName'] as const) {
      const asked = await ordinal.run(id, pod, agreeing());
      assert.deepEqual(
        asked.filter(({ kind }) => kind === 'warning' || kind === 'error'),
        [],
        id,
      );
    }
  });
});
