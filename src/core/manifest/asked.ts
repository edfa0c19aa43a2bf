import type { Aspect } from './aspects.ts';
import { cellOf, type Neighbour, type Surroundings, type Workspace } from './workspace.ts';

/**
 * A workspace as somebody asks it, with a memory of what was asked: as long as nothing of that changes, the answers are the same, and so is what
 * was made of them.
 */
export class Asked implements Surroundings {
  private readonly workspace: Workspace;
  /** How often what was asked for had changed by then. */
  private readonly seen = new Map<string, number>();

  constructor(workspace: Workspace) {
    this.workspace = workspace;
  }

  /** Whether every answer would be the same now. */
  isStill(workspace: Workspace): boolean {
    if (workspace !== this.workspace) return false;
    for (const [cell, changes] of this.seen) if (workspace.changes(cell) !== changes) return false;
    return true;
  }

  get complete(): boolean {
    this.note(cellOf());
    return this.workspace.complete;
  }

  knows(file: string): boolean {
    this.note(cellOf());
    return this.workspace.knows(file);
  }

  find(kind: string, namespace: string | undefined, name: string): readonly Neighbour[] {
    this.note(cellOf(kind, 'name', name));
    return this.workspace.find(kind, namespace, name);
  }

  list(kind: string, namespace: string | undefined): readonly Neighbour[] {
    this.note(cellOf(kind));
    return this.workspace.list(kind, namespace);
  }

  meeting(kind: string, namespace: string | undefined, aspect: Aspect, value: string): readonly Neighbour[] {
    this.note(cellOf(kind, aspect, value));
    return this.workspace.meeting(kind, namespace, aspect, value);
  }

  private note(cell: string): void {
    this.seen.set(cell, this.workspace.changes(cell));
  }
}
