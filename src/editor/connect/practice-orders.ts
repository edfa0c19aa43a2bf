import { request } from 'node:https';
import type { Order } from '../../practice/orders.ts';
import { practiceKubeconfig } from './kubeconfigs.ts';

/** Milliseconds. It is a process on this machine. */
const PATIENCE = 5_000;

/** Gives an order to the practice cluster of this kubeconfig file, or ends all without one. Rejects with why it was not taken. */
export async function giveOrder(file: string, order: Order | undefined): Promise<void> {
  await ask(file, order === undefined ? 'DELETE' : 'POST', order);
}

/** The orders that stand. Rejects with why they cannot be known. */
export async function standingOrders(file: string): Promise<unknown> {
  return JSON.parse(await ask(file, 'GET'));
}

async function ask(file: string, method: 'GET' | 'POST' | 'DELETE', order?: Order): Promise<string> {
  const { kubeconfig, context } = await practiceKubeconfig(file);
  const access = kubeconfig.resolve(context.id);
  if (access === undefined) throw new Error('no access');
  const { server, certificateAuthorityData = '' } = access.cluster;
  const { status, text } = await new Promise<{ status: number; text: string }>((resolve, reject) => {
    const sent = request(
      new URL('/practice/v1/orders', server),
      {
        method,
        headers: { authorization: `Bearer ${access.user.token ?? ''}` },
        ca: Buffer.from(certificateAuthorityData, 'base64'),
        agent: false,
        timeout: PATIENCE,
      },
      answer => {
        let told = '';
        answer.setEncoding('utf8').on('data', part => {
          told += String(part);
        });
        answer.on('error', reject).on('end', () => resolve({ status: answer.statusCode ?? 0, text: told }));
      },
    );
    sent.on('timeout', () => sent.destroy(new Error('no answer in time')));
    sent.on('error', reject);
    sent.end(order === undefined ? undefined : JSON.stringify(order));
  });
  if (status !== 200) throw new Error(`HTTP ${status}`);
  return text;
}
