import { request } from 'node:https';
import type { Order } from '../../practice/orders.ts';
import { practiceKubeconfig } from './kubeconfigs.ts';

/** Milliseconds. It is a process on this machine. */
const PATIENCE = 5_000;

/** Gives an order to the practice cluster of this kubeconfig file, or ends all without one. Rejects with why it was not taken. */
export async function giveOrder(file: string, order: Order | undefined): Promise<void> {
  const { kubeconfig, context } = await practiceKubeconfig(file);
  const access = kubeconfig.resolve(context.id);
  if (access === undefined) throw new Error('no access');
  const { server, certificateAuthorityData = '' } = access.cluster;
  const status = await new Promise<number>((resolve, reject) => {
    const sent = request(
      new URL('/practice/v1/orders', server),
      {
        method: order === undefined ? 'DELETE' : 'POST',
        headers: { authorization: `Bearer ${access.user.token ?? ''}` },
        ca: Buffer.from(certificateAuthorityData, 'base64'),
        agent: false,
        timeout: PATIENCE,
      },
      answer => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      },
    );
    sent.on('timeout', () => sent.destroy(new Error('no answer in time')));
    sent.on('error', reject);
    sent.end(order === undefined ? undefined : JSON.stringify(order));
  });
  if (status !== 200) throw new Error(`HTTP ${status}`);
}
