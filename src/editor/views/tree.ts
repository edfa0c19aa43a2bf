import * as vscode from 'vscode';
import { Disposables } from '../dispose.ts';
import type { Errors } from '../errors.ts';
import { viewIds } from '../ids.ts';
import { type Drawings, drawings } from './drawings.ts';
import type { Forest } from './forest.ts';
import type { Row } from './row.ts';
import { tooltipMarkdown } from './tooltip.ts';
import type { Redraw, Touched } from './tree-model.ts';

/** How often ages are looked at, in milliseconds. */
const TICK = 10_000;

/** How many rows open by themselves. */
const OPEN_AT_MOST = 10;

/** The tree view over the trees of all open contexts. Elements are row ids. */
export class ClusterTree implements vscode.TreeDataProvider<string>, vscode.Disposable {
  readonly view: vscode.TreeView<string>;
  readonly #forest: Forest;
  readonly #errors: Pick<Errors, 'run' | 'note'>;
  readonly #held = new Disposables();
  readonly #changed = this.#held.add(new vscode.EventEmitter<string | undefined | string[]>());
  readonly onDidChangeTreeData = this.#changed.event;
  /** By context, then by what they are about: a rollout names one set a hundred times. */
  readonly #touched = new Map<string, Map<string, Touched>>();
  #opensNext = false;
  /** A context came or went. */
  #isAnotherForest = false;
  #areAgesDue = false;
  readonly #drawings: Drawings;

  constructor(forest: Forest, errors: Pick<Errors, 'run' | 'note'>) {
    this.#forest = forest;
    this.#errors = errors;
    this.view = this.#held.add(
      vscode.window.createTreeView(viewIds.cluster, {
        treeDataProvider: this,
        showCollapseAll: true,
        canSelectMany: true,
      }),
    );
    const ticking = setInterval(() => errors.run('drawing ages', () => this.#tick()), TICK);
    this.#held.add({ dispose: () => clearInterval(ticking) });
    this.#drawings = this.#held.add(drawings(() => errors.run('drawing the tree', () => this.#flush())));
  }

  /** Takes note of changes in a context; rows follow soon. */
  touch(context: string, changes: readonly Touched[]): void {
    if (changes.length === 0) return;
    const touched = this.#touched.get(context) ?? new Map<string, Touched>();
    this.#touched.set(context, touched);
    for (const change of changes) {
      touched.set(typeof change === 'string' ? change : `${change.kind}/${change.namespace}/${change.name}`, change);
    }
    this.#drawings.soon();
  }

  /** Draws all of these contexts again, and forgets the others. */
  touchAll(contexts: Iterable<string>): void {
    this.#isAnotherForest = true;
    for (const context of contexts) this.touch(context, ['all']);
    this.#drawings.soon();
  }

  getTreeItem(id: string): vscode.TreeItem {
    const row = this.#forest.row(id);
    // A row can go between two questions of the workbench; the next drawing leaves it out.
    return row === undefined ? new vscode.TreeItem('') : itemOf(id, row);
  }

  getChildren(id?: string): string[] {
    try {
      return [...this.#forest.children(id)];
    } catch (error) {
      // What is thrown here the workbench would show as it is.
      this.#errors.note('drawing the tree', error);
      return [];
    }
  }

  getParent(id: string): string | undefined {
    return this.#forest.parent(id);
  }

  resolveTreeItem(item: vscode.TreeItem, id: string): vscode.TreeItem {
    const row = this.#forest.row(id);
    if (row !== undefined && row.tooltip.length > 0) {
      item.tooltip = new vscode.MarkdownString(tooltipMarkdown(row.label, row.tooltip));
    }
    return item;
  }

  /** With the next drawing, opens the topmost of those workloads that are shown for what is under them. */
  openNext(): void {
    this.#opensNext = true;
  }

  dispose(): void {
    this.#held.dispose();
  }

  #flush(): void {
    const redraws = [...this.#touched].map(([context, touched]) => this.#forest.refresh(context, touched.values()));
    this.#touched.clear();
    const isAll = this.#isAnotherForest || redraws.includes('all');
    this.#isAnotherForest = false;
    const aged = this.#areAgesDue && !isAll ? this.#forest.tick() : [];
    this.#areAgesDue = false;
    this.#drawings.drawn();
    this.#fire(isAll ? 'all' : [...new Set([...redraws.flat(), ...aged])]);
    if (this.#opensNext) this.#openMarked();
  }

  #openMarked(): void {
    this.#opensNext = false;
    const marked = this.#forest
      .children()
      .flatMap(root => this.#forest.children(root))
      .filter(id => this.#forest.row(id)?.branch === 'open');
    // From below, so that the topmost is in sight at the end.
    for (const id of marked.slice(0, OPEN_AT_MOST).reverse())
      this.#errors.run('opening rows', () => this.view.reveal(id, { expand: true, select: false, focus: false }));
  }

  #tick(): void {
    if (!this.view.visible) return;
    this.#areAgesDue = true;
    this.#drawings.soon();
  }

  #fire(redraw: Redraw): void {
    if (redraw === 'all') this.#changed.fire(undefined);
    else if (redraw.length > 0) this.#changed.fire([...redraw]);
  }
}

const COLLAPSIBLE = {
  leaf: vscode.TreeItemCollapsibleState.None,
  closed: vscode.TreeItemCollapsibleState.Collapsed,
  open: vscode.TreeItemCollapsibleState.Expanded,
} as const;

function itemOf(id: string, row: Row): vscode.TreeItem {
  const item = new vscode.TreeItem(row.label, COLLAPSIBLE[row.branch]);
  item.id = id;
  if (row.press !== undefined) item.command = { command: row.press, title: row.label, arguments: [id] };
  item.description = row.description;
  item.contextValue = [row.kind, ...(row.offers ?? [])].join(' ');
  item.iconPath = new vscode.ThemeIcon(
    row.icon.name,
    row.icon.color === undefined ? undefined : new vscode.ThemeColor(row.icon.color),
  );
  item.accessibilityInformation = { label: row.spoken };
  return item;
}
