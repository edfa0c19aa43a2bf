import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from '../../support/eventually.ts';
import { workbench } from '../../support/inside.ts';
import {
  applyWeb,
  connectToPractice,
  expand,
  open,
  preview,
  rolloutLog,
  sample,
  tree,
  untilLog,
  untilTree,
} from '../../support/inside-ordinal.ts';

describe('A canary on the practice cluster', () => {
  before(connectToPractice);

  it('begins with an empty cluster that says what to do', async () => {
    await open('web.yaml');
    await eventually(async () => assert.match(await workbench.welcome('Cluster'), /Apply the Manifest in Front/));
  });

  it('is applied from an open tab when what is in front is no manifest', async () => {
    await vscode.window.showTextDocument(sample('web.yaml'), { preview: false });
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content: 'notes' }));
    const applying = vscode.commands.executeCommand('ordinal.apply');
    await preview(/create StatefulSet web/);
    await workbench.pick('Leave everything as it is');
    await applying;
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('shows what an apply will do before it does it', async () => {
    const applying = vscode.commands.executeCommand('ordinal.apply', sample('web.yaml'));
    const lines = await preview(/create StatefulSet web/);
    assert.deepEqual(lines.slice(0, 4), [
      'Apply 2 objects',
      'Leave everything as it is',
      'create Service web',
      'create StatefulSet web',
    ]);
    // Long lines are wrapped.
    assert.match(lines.join(' '), /1\. web-0: created at revision 1, with new claim data-web-0/);
    await workbench.pick('Leave everything as it is');
    await applying;
    await eventually(async () => assert.match(await workbench.welcome('Cluster'), /no StatefulSet/));
  });

  it('fills the tree in order, each pod with its bound claim', async () => {
    await applyWeb();
    const log = await untilLog(/web is there: 3\/3 pods ready/);
    const ready = [...log.matchAll(/(web-\d) {2}ready \d+ s after it was created, on node-\d, revision 1/g)].map(
      match => match[1],
    );
    assert.deepEqual(ready, ['web-0', 'web-1', 'web-2']);
    await expand('web');
    await expand('web-0');
    await untilTree(/data-web-0: Bound · 1Gi · standard · .* · pvc-/);
    await untilTree(/web: 3\/3 ready[\s\S]*web-0: Running 1\/1[\s\S]*web-1: Running 1\/1[\s\S]*web-2: Running 1\/1/);
    await workbench.screenshot('tree');
  });

  it('holds the pods below the partition that was set', async () => {
    const setting = vscode.commands.executeCommand('ordinal.setPartition', {
      kind: 'StatefulSet',
      namespace: '',
      name: 'web',
    });
    assert.deepEqual(await preview(/^2$/), ['0', '1', '2', '3']);
    await workbench.screenshot('partition');
    await workbench.pick('2');
    const lines = await preview(/Set partition 2 on StatefulSet web/);
    assert.ok(lines.includes('No pod is created, replaced or deleted.'), lines.join('\n'));
    await workbench.pick('Set partition 2 on StatefulSet web');
    await setting;
    await untilTree(/web-1: .*\n.*Partition 2: holds web-0, web-1 · updates web-2\n.*web-2: /);
  });

  it('replaces only the pods at and above the partition, and says so first', async () => {
    const from = rolloutLog().length;
    const setting = vscode.commands.executeCommand('ordinal.setImage', {
      kind: 'StatefulSet',
      namespace: '',
      name: 'web',
    });
    await eventually(async () => assert.match(await workbench.inputText(), /Image of app in StatefulSet web/));
    await workbench.answerInput('nginx:1.29');
    const lines = await preview(/revision 1 → 2/);
    assert.match(lines.join(' '), /1\. web-2: deleted and created again, revision 1 → 2/);
    assert.ok(
      lines.some(line => /^web-0, web-1: held at the old revision by the partition$/.test(line)),
      lines.join('\n'),
    );
    await workbench.screenshot('preview');
    await workbench.pick('Set app of StatefulSet web to nginx:1.29');
    await setting;
    const log = await untilLog(/partitioned roll out complete: 1 new pods have been updated\.\.\./, from);
    assert.match(
      log,
      /\d\d:\d\d:\d\d {2}web-2 {2}ready \d+ s after it was created, on node-\d, revision 2 \(nginx:1\.29\)/,
    );
    assert.doesNotMatch(log, /web-[01] {2}(gone|created|ready)/);
    assert.match(log, /kubectl .*set image statefulset\/web app=nginx:1\.29/);
    const text = await untilTree(/web-2: Running 1\/1 · #2 update/);
    assert.match(text, /web-0: Running 1\/1 · #1 current/);
    assert.match(text, /web: canary at 2: 1 of 3 new · 3\/3 ready/);
    await workbench.screenshot('rollout');
  });

  it('sets back what was changed through Ordinal when the file is applied, and says so', async () => {
    const applying = vscode.commands.executeCommand('ordinal.apply', sample('web.yaml'));
    const lines = await preview(/change StatefulSet web/);
    assert.match(
      lines.join(' '),
      /You changed image of StatefulSet web in the cluster through Ordinal; the file sets it to nginx:1\.28\./,
    );
    await workbench.pick('Leave everything as it is');
    await applying;
  });

  it('is finished with partition 0, highest pod first', async () => {
    const from = rolloutLog().length;
    const setting = vscode.commands.executeCommand('ordinal.setPartition', {
      kind: 'StatefulSet',
      namespace: '',
      name: 'web',
    });
    await preview(/^0$/);
    await workbench.pick('0');
    await preview(/Set partition 0/);
    await workbench.pick('Set partition 0 on StatefulSet web');
    await setting;
    const log = await untilLog(/web is complete: 3\/3 pods ready with the newest template/, from);
    const created = [...log.matchAll(/(web-\d) {2}created/g)].map(match => match[1]);
    assert.deepEqual(created, ['web-1', 'web-0']);
    await untilTree(/web: 3\/3 ready$/m);
  });

  it('takes a partition that is typed and not listed', async () => {
    const setting = vscode.commands.executeCommand('ordinal.setPartition', {
      kind: 'StatefulSet',
      namespace: '',
      name: 'web',
    });
    await preview(/^0$/);
    await workbench.answerInput('99');
    await preview(/Set partition 99 on StatefulSet web/);
    await workbench.pick('Leave everything as it is');
    await setting;
  });

  it('answers with the reason when there is nothing to change', async () => {
    const setting = vscode.commands.executeCommand('ordinal.setPartition', {
      kind: 'StatefulSet',
      namespace: '',
      name: 'web',
    });
    await preview(/^0$/);
    await workbench.pick('0');
    await setting;
    await eventually(async () => assert.match(await tree(), /web: 3\/3 ready/));
  });

  it('keeps the claims of a set that is deleted, and says so before and after', async () => {
    const from = rolloutLog().length;
    const deleting = vscode.commands.executeCommand('ordinal.deleteSet', {
      kind: 'StatefulSet',
      namespace: '',
      name: 'web',
    });
    const lines = await preview(/Delete StatefulSet web/);
    assert.equal(lines[0], 'Leave everything as it is');
    assert.ok(
      lines.some(line => /^Kept with their data.*data-web-/.test(line)),
      lines.join('\n'),
    );
    await workbench.pick('Delete StatefulSet web');
    await deleting;
    await untilLog(/Kept with their data: data-web-0, data-web-1, data-web-2/, from);
    await expand('Claims left behind');
    const text = await untilTree(/data-web-2: was of web-2; a StatefulSet named web finds it again · Bound/);
    assert.doesNotMatch(text, /web: /);
    await workbench.screenshot('left-behind');
  });

  it('finds the same claims under the same pods when the set is created again', async () => {
    const volumes = [...(await tree()).matchAll(/(data-web-\d): .*Bound · .* · (pvc-\S+)/g)].map(match => [
      match[1],
      match[2],
    ]);
    assert.equal(volumes.length, 3);
    const from = rolloutLog().length;
    const applying = vscode.commands.executeCommand('ordinal.apply', sample('web.yaml'));
    const lines = await preview(/create StatefulSet web/);
    assert.ok(
      lines.some(line => /^Taken up again with the data they hold: data-web-/.test(line)),
      lines.join('\n'),
    );
    await workbench.pick('Apply 2 objects');
    await applying;
    await untilLog(/web is there: 3\/3 pods ready/, from);
    await expand('web');
    await untilTree(/web-0: Running 1\/1[\s\S]*web-1: Running 1\/1[\s\S]*web-2: Running 1\/1/);
    for (const pod of ['web-0', 'web-1', 'web-2']) await expand(pod);
    const text = await untilTree(/data-web-0: Bound[\s\S]*data-web-1: Bound[\s\S]*data-web-2: Bound/);
    const again = [...text.matchAll(/(data-web-\d): .*Bound · .* · (pvc-\S+)/g)].map(match => [match[1], match[2]]);
    assert.deepEqual(again, volumes);
  });

  it('shows what the server refuses at the line, and changes nothing', async () => {
    await vscode.workspace.fs.writeFile(
      sample('refused.yaml'),
      Buffer.from(
        'apiVersion: v1\nkind: Service\nmetadata:\n  name: refused\nspec:\n  ports:\n    - port: 80\n      targetPort: 99999\n',
      ),
    );
    const { document } = await open('refused.yaml');
    await vscode.commands.executeCommand('ordinal.apply', document.uri);
    const shown = await eventually(() => {
      const found = vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'API server');
      assert.equal(found.length, 1);
      return found[0];
    });
    assert.equal(shown?.range.start.line, 7);
    assert.match(shown?.message ?? '', /^The API server refuses spec\.ports\[0\]\.targetPort: /);
    await workbench.text('.squiggly-error');
    await workbench.screenshot('refused');
    const editor = vscode.window.activeTextEditor;
    await editor?.edit(edit => edit.insert(new vscode.Position(0, 0), '# mended\n'));
    await eventually(() =>
      assert.deepEqual(
        vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'API server'),
        [],
      ),
    );
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });
});
