import assert from 'node:assert/strict';
import { request } from 'node:https';
import type { Kubeconfig } from '../../../src/cluster/kubeconfig.ts';

/** Sends an order to the practice cluster of a kubeconfig; without one, ends all. */
export async function giveOrder(kubeconfig: Kubeconfig, order?: object): Promise<void> {
  const access = kubeconfig.resolve(kubeconfig.current ?? '');
  assert.ok(access);
  const { server, certificateAuthorityData } = access.cluster;
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const sent = request(
      new URL('/practice/v1/orders', server),
      {
        method: order === undefined ? 'DELETE' : 'POST',
        headers: { authorization: `Bearer ${access.user.token}` },
        ca: Buffer.from(certificateAuthorityData ?? '', 'base64'),
        agent: false,
      },
      answer => {
        answer.resume();
        answer.on('end', () => resolve(answer.statusCode));
      },
    );
    sent.on('error', reject);
    sent.end(order === undefined ? undefined : JSON.stringify(order));
  });
  assert.equal(status, 200);
}
