import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { workbench } from '../../support/inside.ts';
import {
  connectToPractice,
  expand,
  open,
  preview,
  rolloutLog,
  rowMenu,
  sample,
  untilLog,
  untilNotified,
  untilTree,
} from '../../support/inside-ordinal.ts';

const cart = { kind: 'StatefulSet', namespace: '', name: 'cart' };
const manifest = `apiVersion: v1
kind: Service
metadata:
  name: cart
spec:
  clusterIP: None
  selector:
    app: cart
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: cart
spec:
  serviceName: cart
  replicas: 2
  selector:
    matchLabels:
      app: cart
  template:
    metadata:
      labels:
        app: cart
    spec:
      containers:
        - name: app
          image: cart:v1
`;

describe('A rollout that gets stuck', () => {
  before(async () => {
    await connectToPractice();
    await vscode.workspace.fs.writeFile(sample('cart.yaml'), Buffer.from(manifest));
    await open('cart.yaml');
    const from = rolloutLog().length;
    const applying = vscode.commands.executeCommand('ordinal.apply', sample('cart.yaml'));
    await preview(/create StatefulSet cart/);
    await workbench.pick('Apply 2 objects');
    await applying;
    await untilLog(/cart is there: 2\/2 pods ready/, from);
    await untilTree(/cart: 2\/2 ready$/m);
  });

  after(async () => {
    const deleting = vscode.commands.executeCommand('ordinal.deleteSet', cart);
    await preview(/Delete StatefulSet cart/);
    await workbench.pick('Delete StatefulSet cart');
    await deleting;
    await vscode.workspace.fs.delete(sample('cart.yaml'));
  });

  it('says in the row and in the output what it is stuck at, and what is safe to do', async () => {
    const from = rolloutLog().length;
    const setting = vscode.commands.executeCommand('ordinal.setImage', cart);
    await workbench.answerInput('cart:broken');
    await preview(/revision 1 → 2/);
    await workbench.pick('Set app of StatefulSet cart to cart:broken');
    await setting;
    await expand('cart');
    await untilTree(/cart: stuck: cannot pull image · cart-1 · 1\/2 ready/);
    const log = await untilLog(/cart-1 cannot start: its image cannot be pulled/, from);
    assert.match(log, /Roll back to revision 1 \(.+\), then delete cart-1: the rollback alone does not replace it\./);
    assert.equal(log.match(/its image cannot be pulled/g)?.length, 1);
    await workbench.screenshot('stuck');
  });

  it('answers why, and offers the way out', async () => {
    const asking = vscode.commands.executeCommand('ordinal.why', cart);
    const lines = await preview(/cannot start/);
    const text = lines.join('\n');
    assert.match(text, /Until then no further pod is updated\./);
    assert.ok(lines.includes('Roll back and delete cart-1…'), text);
    assert.doesNotMatch(text, /may be wrong/);
    await workbench.screenshot('why');
    await workbench.pick('Close');
    await asking;
  });

  it('is repaired in two steps, each shown first', async () => {
    await rowMenu('Cluster', 'cart', 'Repair…');
    const first = await preview(/Roll StatefulSet cart back to revision 1/);
    assert.match(first.join(' '), /rollout undo statefulset\/cart --to-revision=1/);
    assert.match(first.join(' '), /It stops at cart-1/);
    await workbench.screenshot('repair');
    await workbench.pick('Roll StatefulSet cart back to revision 1');
    const second = await preview(/Delete Pod cart-1/);
    assert.equal(second[0], 'Leave everything as it is');
    await workbench.pick('Delete Pod cart-1');
    await untilTree(/cart: 2\/2 ready$/m);
  });

  it('needs no repair any more, and says so', async () => {
    const repairing = vscode.commands.executeCommand('ordinal.repair', cart);
    await repairing;
    await untilNotified(/is not held up by a broken pod/);
  });

  it('rolls back to a revision that is chosen', async () => {
    await rowMenu('Cluster', 'cart', 'Roll Back…');
    assert.deepEqual(await preview(/^#2$/), ['#2', '#3']);
    await workbench.screenshot('roll-back');
    await workbench.pick('#2');
    await preview(/Roll StatefulSet cart back to revision 2/);
    await workbench.pick('Leave everything as it is');
  });
});
