import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from '../../support/eventually.ts';
import { workbench } from '../../support/inside.ts';
import { preview, sample, untilTree } from '../../support/inside-ordinal.ts';
import { closeContexts, type OwnCluster, ownCluster, useKubeconfigs } from '../../support/own-cluster.ts';

const SET = '/apis/apps/v1/namespaces/default/statefulsets/web';
const web = { kind: 'StatefulSet', namespace: '', name: 'web' };

describe('A plan beside the doings of others', () => {
  let cluster: OwnCluster;

  before(async () => {
    await closeContexts();
    cluster = await ownCluster('busy');
    await useKubeconfigs([cluster.file]);
    await workbench.openViews('Ordinal');
    const choosing = vscode.commands.executeCommand('ordinal.connect');
    await preview(/^busy$/);
    await workbench.pick('busy');
    await choosing;
    const applying = vscode.commands.executeCommand('ordinal.apply', sample('web.yaml'));
    await preview(/create StatefulSet web/);
    await workbench.pick('Apply 2 objects');
    await applying;
    await untilTree(/^ *web: .*3\/3/m);
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await closeContexts();
    await useKubeconfigs(undefined);
    await cluster.stop();
  });

  it('of deleting a pod says what becomes of it and of its data', async () => {
    const deleting = vscode.commands.executeCommand('ordinal.deletePod', { kind: 'Pod', namespace: '', name: 'web-1' });
    const lines = await preview(/web-1 comes back with its claims and all their data/);
    assert.match(lines.join('\n'), /deleted and created again at the same revision/);
    await workbench.screenshot('plan-delete-pod');
    await workbench.press('Escape');
    await deleting;
  });

  it('is shown anew when somebody else changes the set while it is open', async () => {
    const scaling = vscode.commands.executeCommand('ordinal.scale', web);
    await eventually(async () => assert.match(await workbench.inputText(), /Scale StatefulSet web/));
    await workbench.answerInput('2');
    await preview(/Scale StatefulSet web from 3 to 2/);
    await cluster.patch(`${SET}?fieldManager=kubectl-edit`, { spec: { replicas: 4, minReadySeconds: 5 } });
    await workbench.press('Enter');
    const lines = await preview(/StatefulSet web: spec\.replicas was 3 and is now 4/);
    assert.match(
      lines.join('\n'),
      /spec\.minReadySeconds was 0 and is now 5|spec\.minReadySeconds was not set and is now 5/,
    );
    assert.ok(lines.includes('Scale StatefulSet web from 4 to 2'), lines.join('\n'));
    await workbench.screenshot('plan-meanwhile');
    await workbench.press('Escape');
    await scaling;
    assert.match(JSON.stringify(await cluster.read(SET)), /"replicas":4/);
  });

  it('of applying names the fields that others own', async () => {
    const applying = vscode.commands.executeCommand('ordinal.apply', sample('web.yaml'));
    const lines = await preview(/spec\.replicas was set to 4 by somebody with kubectl/);
    assert.ok(lines[0]?.startsWith('Leave everything as it is'), lines.join('\n'));
    await workbench.screenshot('plan-takes-over');
    await workbench.press('Escape');
    await applying;
  });
});
