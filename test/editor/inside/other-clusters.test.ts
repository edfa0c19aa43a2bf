import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { forbidden, type Stranger, serving } from '../../support/door.ts';
import { eventually } from '../../support/eventually.ts';
import { workbench } from '../../support/inside.ts';
import { expand, preview, rowAction, rowMenu, sample, untilTree } from '../../support/inside-ordinal.ts';
import { closeContexts, type OwnCluster, ownCluster, useKubeconfigs } from '../../support/own-cluster.ts';

const SETS = '/apis/apps/v1/namespaces/default/statefulsets';

/** A set that a GitOps program applies: Argo CD by its tracking id, Flux by its labels. */
const shop = `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: NAME
  annotations:
    argocd.argoproj.io/tracking-id: store:apps/StatefulSet:default/NAME
  labels:
    kustomize.toolkit.fluxcd.io/name: site
    kustomize.toolkit.fluxcd.io/namespace: flux-system
spec:
  replicas: 1
  selector:
    matchLabels:
      app: NAME
  template:
    metadata:
      labels:
        app: NAME
    spec:
      containers:
        - name: app
          image: app:v1
`;

const target = (name: string) => ({ apiVersion: 'apps/v1', kind: 'StatefulSet', name });
const strangers: readonly Stranger[] = [
  {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    plural: 'applications',
    metadata: { namespace: 'argocd', name: 'store' },
    spec: { project: 'default' },
  },
  {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    plural: 'kustomizations',
    metadata: { namespace: 'flux-system', name: 'site' },
    spec: { interval: '10m' },
  },
  {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    plural: 'horizontalpodautoscalers',
    metadata: { namespace: 'default', name: 'shop-by-load' },
    spec: { maxReplicas: 5, scaleTargetRef: target('shop') },
  },
  {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    plural: 'scaledobjects',
    metadata: { namespace: 'default', name: 'queue-by-length' },
    spec: { scaleTargetRef: target('queue') },
  },
];

async function connect(name: string): Promise<void> {
  const choosing = vscode.commands.executeCommand('ordinal.connect');
  await preview(new RegExp(`^${name}$`));
  await workbench.pick(name);
  await choosing;
}

async function untilLive(text: RegExp): Promise<void> {
  await eventually(() => {
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.uri.scheme, 'ordinal-live');
    assert.match(document?.getText() ?? '', text);
  });
}

describe('A cluster with other rights and other kinds', () => {
  let cluster: OwnCluster;
  const files = ['busy', 'narrow'].map(name => path.join(tmpdir(), `ordinal-${name}-${process.pid}`));

  before(async () => {
    await closeContexts();
    cluster = await ownCluster('plain');
    const [busy = '', narrow = ''] = files;
    await writeFile(busy, await cluster.openDoor('busy', serving(strangers)));
    const rights = await cluster.openDoor('narrow', ({ url }) => {
      if (url.pathname.endsWith('/poddisruptionbudgets')) return forbidden('list');
      if (url.pathname.endsWith('/controllerrevisions') && url.searchParams.has('watch')) return forbidden('watch');
      return undefined;
    });
    await writeFile(narrow, rights);
    await useKubeconfigs([cluster.file, ...files]);
    await workbench.openViews('Ordinal');
    await connect('busy');
    const manifests = ['shop', 'queue'].map(name => shop.replaceAll('NAME', name)).join('---\n');
    await vscode.workspace.fs.writeFile(sample('other-clusters.yaml'), Buffer.from(manifests));
    const applying = vscode.commands.executeCommand('ordinal.apply', sample('other-clusters.yaml'));
    await preview(/^Apply 2 objects$/);
    await workbench.pick('Apply 2 objects');
    await applying;
    // What autoscalers leave behind: a number of replicas, written under their name through the scale subresource.
    const scaled = { spec: { replicas: 2 } };
    await cluster.patch(`${SETS}/shop/scale?fieldManager=kube-controller-manager`, scaled);
    await cluster.patch(`${SETS}/queue/scale?fieldManager=keda-operator`, scaled);
    await untilTree(/shop: 2\/2 ready[\s\S]*queue: 2\/2 ready|queue: 2\/2 ready[\s\S]*shop: 2\/2 ready/);
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await closeContexts();
    await useKubeconfigs(undefined);
    await cluster.stop();
    await vscode.workspace.fs.delete(sample('other-clusters.yaml'));
    for (const file of files) await rm(file, { force: true });
  });

  it('opens who manages a set from its row: Argo CD, Flux and an autoscaler', async () => {
    await expand('shop');
    await untilTree(
      /Argo CD\/store: manages this\n +Flux\/site: manages this\n +HorizontalPodAutoscaler: sets replicas/,
    );
    await workbench.screenshot('owners');
    await rowAction('Cluster', 'shop > Argo CD/store', 'Open Owner');
    await untilLive(/kind: Application\n[\s\S]*namespace: argocd/);
    await rowAction('Cluster', 'shop > Flux/site', 'Open Owner');
    await untilLive(/kind: Kustomization\n[\s\S]*namespace: flux-system/);
    await rowMenu('Cluster', 'shop > HorizontalPodAutoscaler', 'Open Owner');
    await untilLive(/kind: HorizontalPodAutoscaler\n[\s\S]*name: shop-by-load/);
  });

  it('opens the ScaledObject behind the replicas of KEDA, and a change of them says who undoes it', async () => {
    await expand('queue');
    await rowAction('Cluster', 'queue > KEDA', 'Open Owner');
    await untilLive(/kind: ScaledObject\n[\s\S]*name: queue-by-length/);
    await workbench.screenshot('owner-keda');
    await rowMenu('Cluster', 'queue', 'Scale…');
    await eventually(async () => assert.match(await workbench.inputText(), /Scale StatefulSet queue/));
    await workbench.answerInput('3');
    const lines = await preview(/Scale StatefulSet queue from 2 to 3/);
    assert.match(lines.join('\n'), /KEDA/);
    await workbench.press('Escape');
  });

  it('says under each set what is not shown and what is seen late, and which right is missing', async () => {
    await connect('narrow');
    await expand('shop');
    await untilTree(/Not shown: no right to list poddisruptionbudgets$/m);
    await untilTree(/Seen late: every \d+ s, no right to watch controllerrevisions$/m);
    await workbench.screenshot('rights-missing');
  });
});
