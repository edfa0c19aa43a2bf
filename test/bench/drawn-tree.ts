import type { Connection } from '../../src/cluster/connection.ts';
import type { KubeContext, Kubeconfig } from '../../src/cluster/kubeconfig.ts';
import type { Mirror } from '../../src/cluster/mirror.ts';
import { clusterSession } from '../../src/editor/connect/session.ts';
import { signal } from '../../src/editor/signal.ts';
import { liveVerdicts } from '../../src/editor/verdicts/live-verdicts.ts';
import { contextTree } from '../../src/editor/views/context-tree.ts';
import { Forest } from '../../src/editor/views/forest.ts';
import { plainLook } from '../../src/editor/views/look.ts';
import { ClusterTree } from '../../src/editor/views/tree.ts';
import { allSentences } from '../../src/words/spoken/all.ts';
import { speaker } from '../../src/words/words.ts';

/** The tree of a cluster, drawn as the workbench draws it: what is named is asked for again, with what is open below it. */
export interface DrawnTree {
  /** Forgets what was counted. */
  begin(): void;
  /** How often a row was drawn. */
  readonly draws: number;
  /** The most draws of any one row within `WINDOW`. */
  readonly mostOfOne: number;
  dispose(): void;
}

export interface Drawing {
  readonly kubeconfig: Kubeconfig;
  readonly context: KubeContext;
  readonly connection: Connection;
  readonly mirror: Mirror;
  readonly open: number;
}

/** In milliseconds. */
export const WINDOW = 100;
const KEY = 'context/bench';

/** Opens the first `open` workloads and whatever is below them. Needs `with-vscode.ts`. Ends mirror and connection with itself. */
export async function drawTree({ kubeconfig, context, connection, mirror, open }: Drawing): Promise<DrawnTree> {
  const session = clusterSession({ connect: async () => connection, mirror: () => mirror });
  await session.connect({ kubeconfig, context, namespace: '', isPractice: false });
  const errors = { note: fail, run: (_: string, work: () => unknown) => void work() };
  const server = signal<string | undefined>(undefined);
  const verdicts = liveVerdicts(session, server, errors);
  const forest = new Forest();
  const tree = new ClusterTree(forest, errors);
  const planted = contextTree({
    context: { key: KEY, session, server, verdicts },
    place: () => 'alone',
    called: ({ name }) => name,
    look: signal(plainLook),
    isVisible: true,
    say: speaker(allSentences),
    onTouched: touched => tree.touch(KEY, touched),
    onHealth() {},
    onTrouble() {},
  });
  forest.plant(KEY, planted.model);

  const times = new Map<string, number[]>();
  const isOpen = new Set<string>();
  let draws = 0;
  const draw = (id: string, now: number) => {
    tree.getTreeItem(id);
    draws += 1;
    const drawn = times.get(id) ?? [];
    times.set(id, drawn);
    drawn.push(now);
    if (isOpen.has(id)) for (const child of tree.getChildren(id)) draw(child, now);
  };
  const openAll = (id: string) => {
    isOpen.add(id);
    for (const child of tree.getChildren(id)) openAll(child);
  };
  const [root] = tree.getChildren();
  if (root === undefined) throw new Error('the tree of the bench is empty');
  isOpen.add(root);
  for (const id of tree.getChildren(root).slice(0, open)) openAll(id);
  tree.onDidChangeTreeData(ids => {
    const now = performance.now();
    for (const id of ids === undefined ? tree.getChildren() : [ids].flat()) draw(id, now);
  });
  return {
    begin() {
      times.clear();
      draws = 0;
    },
    get draws() {
      return draws;
    },
    get mostOfOne() {
      return Math.max(0, ...[...times.values()].map(mostWithin));
    },
    dispose() {
      planted.dispose();
      verdicts.dispose();
      tree.dispose();
      session.dispose();
    },
  };
}

function mostWithin(times: readonly number[]): number {
  return Math.max(...times.map((from, index) => times.slice(index).filter(time => time - from < WINDOW).length));
}

function fail(doing: string, error?: unknown): void {
  if (error !== undefined) throw new Error(doing, { cause: error });
}
