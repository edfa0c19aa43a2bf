import { type Aspect, aspectsOf } from './aspects.ts';
import { type ContentObject, isBreak } from './content.ts';
import type { Finishing } from './finishing.ts';
import { isClusterScoped, servedVersion } from './kinds.ts';
import { finishingsIn, fragmentsOf, generatedBy } from './kustomize.ts';
import { type Named, namedIn } from './named.ts';
import type { Manifest } from './parse.ts';

/** An object of the workspace and the file it stands in. */
export interface Neighbour {
  readonly file: string;
  /** Index of the document in the file. */
  readonly document: number;
  readonly object: ContentObject;
}

/** What rules over several documents may ask. */
export interface Surroundings {
  /** Whether every file of the folder that was opened has been looked at. */
  readonly complete: boolean;
  /** Whether all that stands in the folder of a file is known, so that what is not found there is not there. A template in it may become anything. */
  knows(file: string): boolean;
  /** The objects of a kind and name that may be meant in a namespace. An object without a namespace goes wherever it is applied, so it may be meant in any. */
  find(kind: string, namespace: string | undefined, name: string): readonly Neighbour[];
  /** All objects of a kind that may be in a namespace. */
  list(kind: string, namespace: string | undefined): readonly Neighbour[];
  /** Those that share a value with somebody: what cannot meet need not be looked at. */
  meeting(kind: string, namespace: string | undefined, aspect: Aspect, value: string): readonly Neighbour[];
}

/** The name of what may change under an answer: objects of a kind, of a name or of another value; without arguments what is known of the folder. */
export function cellOf(kind = '', aspect = '', value = ''): string {
  return `${kind}\n${aspect}\n${value}`;
}

/** Kinds that a change of a kind matters to, by what rules over several documents look at. */
const readers: ReadonlyMap<string, readonly string[]> = new Map([
  ['Service', ['StatefulSet']],
  ['Endpoints', ['StatefulSet']],
  ['EndpointSlice', ['StatefulSet']],
  ['PersistentVolume', ['StatefulSet']],
  ['PersistentVolumeClaim', ['StatefulSet', 'Deployment']],
  ['StorageClass', ['StatefulSet']],
  ['StatefulSet', ['StatefulSet', 'PodDisruptionBudget', 'Service']],
  ['Deployment', ['PodDisruptionBudget', 'Service']],
  ['HorizontalPodAutoscaler', ['PodDisruptionBudget']],
]);

/** The objects of many files by kind and name. Editor and command line feed it; it never reads a file itself. */
export class Workspace implements Surroundings {
  private readonly files = new Map<string, readonly Neighbour[]>();
  /** By kind and name, or by kind, aspect and value. */
  private readonly cells = new Map<string, Neighbour[]>();
  /** By kind, then by namespace: rules ask for the same lists again and again. */
  private readonly lists = new Map<string, Map<string | undefined, readonly Neighbour[]>>();
  private readonly fragments = new Map<string, readonly string[]>();
  /** What kustomizations add to the files that they list, by the kustomization. */
  private readonly finishings = new Map<string, readonly Finishing[]>();
  /** The files as they were read, those with objects of ours. */
  private readonly manifests = new Map<string, Manifest>();
  /** What is only known by name, by file. */
  private readonly named = new Map<string, readonly Named[]>();
  private readonly doubtful = new Set<string>();
  /** By cell. */
  private readonly counts = new Map<string, number>();
  private whole = false;

  /** Whether every file of the folder that was opened has been put in here. */
  get complete(): boolean {
    return this.whole;
  }

  set complete(whole: boolean) {
    if (whole !== this.whole) this.count(cellOf());
    this.whole = whole;
  }

  /** How often something in a cell has changed: as long as the number stays, so do the answers. */
  changes(cell: string): number {
    return this.counts.get(cell) ?? 0;
  }

  /** Adds a file or takes over what it holds now. Returns the other files about which something else may be said now. */
  put(file: string, manifest: Manifest): string[] {
    const before = this.files.get(file) ?? [];
    const known = new Map(before.map(neighbour => [neighbour.object, neighbour]));
    const after = manifest.documents.flatMap(({ index, content }) =>
      content.objects.filter(isKubernetes).map((object): Neighbour => {
        const same = known.get(object);
        return same?.document === index ? same : { file, document: index, object };
      }),
    );
    if (isDoubtful(manifest) !== this.doubtful.has(file)) this.doubt(file);
    const kept = new Set(after);
    const dropped = before.filter(neighbour => !kept.has(neighbour));
    const added = after.filter(neighbour => known.get(neighbour.object) !== neighbour);
    for (const neighbour of dropped) this.forget(neighbour);
    for (const neighbour of added) this.remember(neighbour);
    if (after.length === 0) this.files.delete(file);
    else this.files.set(file, after);
    if (after.length === 0) this.manifests.delete(file);
    else this.manifests.set(file, manifest);
    const used = this.usedBy(file);
    this.fragments.set(file, fragmentsOf(file, manifest));
    const finishings = finishingsIn(file, manifest);
    if (finishings.length === 0) this.finishings.delete(file);
    else this.finishings.set(file, finishings);
    const named = [
      ...manifest.documents.flatMap(({ content }) => namedIn(content) ?? []),
      ...generatedBy(file, manifest),
    ];
    if (named.length === 0) this.named.delete(file);
    else this.named.set(file, named);
    return [...new Set([...this.affected(file, [...dropped, ...added]), ...used, ...this.usedBy(file)])];
  }

  /** Forgets a file. Returns the other files about which something else may be said now. */
  remove(file: string): string[] {
    const affected = this.put(file, NOTHING);
    this.fragments.delete(file);
    return affected;
  }

  knows(file: string): boolean {
    if (!this.whole) return false;
    const folder = folderOf(file);
    for (const other of this.doubtful) if (folderOf(other) === folder) return false;
    return true;
  }

  /** Whether a file with objects of ours was put in. */
  holds(file: string): boolean {
    return (this.files.get(file) ?? []).length > 0;
  }

  /** The object of a document of a file as the workspace holds it. */
  neighboursIn(file: string): readonly Neighbour[] {
    return this.files.get(file) ?? [];
  }

  /** A file as it was read last, if it has objects of ours. */
  manifestOf(file: string): Manifest | undefined {
    return this.manifests.get(file);
  }

  /** Whether a kustomization of the workspace uses a file as a patch, so that it need not be whole. */
  isFragment(file: string): boolean {
    for (const paths of this.fragments.values()) if (paths.includes(file)) return true;
    return false;
  }

  /** What kustomizations of the workspace add to a file that they list, or that one lists which they list. */
  finishingsOf(file: string): readonly Finishing[] {
    const found = new Set<Finishing>();
    const look = (path: string) => {
      for (const [kustomization, finishings] of this.finishings) {
        for (const finishing of finishings) {
          if (found.has(finishing) || !finishing.resources.includes(path)) continue;
          found.add(finishing);
          look(folderOf(kustomization).slice(0, -1));
        }
      }
    };
    look(file);
    return [...found];
  }

  /** The names of all objects of a kind that may be in a namespace, those of kinds too that are not read otherwise. */
  names(kind: string, namespace: string | undefined): readonly string[] {
    const light = [...this.named.values()]
      .flat()
      .filter(other => other.kind === kind && mayShare(other.namespace, namespace));
    return [
      ...new Set([...this.list(kind, namespace).map(({ object }) => object.name), ...light.map(({ name }) => name)]),
    ];
  }

  fileNames(): string[] {
    return [...this.files.keys()];
  }

  find(kind: string, namespace: string | undefined, name: string): readonly Neighbour[] {
    return this.inNamespace(kind, namespace, cellOf(kind, 'name', name));
  }

  list(kind: string, namespace: string | undefined): readonly Neighbour[] {
    return this.inNamespace(kind, namespace, cellOf(kind));
  }

  meeting(kind: string, namespace: string | undefined, aspect: Aspect, value: string): readonly Neighbour[] {
    return this.inNamespace(kind, namespace, cellOf(kind, aspect, value));
  }

  private inNamespace(kind: string, namespace: string | undefined, cell: string): readonly Neighbour[] {
    const lists = this.lists.get(cell) ?? new Map<string | undefined, readonly Neighbour[]>();
    this.lists.set(cell, lists);
    const known = lists.get(namespace);
    if (known !== undefined) return known;
    const all = this.cells.get(cell) ?? [];
    const list = all.filter(({ object }) => isClusterScoped(kind) || mayShare(object.namespace, namespace));
    lists.set(namespace, list);
    return list;
  }

  /** The files with objects of ours that a kustomization patches with, or lists. */
  private usedBy(file: string): string[] {
    const listed = (this.finishings.get(file) ?? []).flatMap(({ resources }) => resources);
    return [...(this.fragments.get(file) ?? []), ...listed].filter(other => this.files.has(other));
  }

  private doubt(file: string): void {
    if (!this.doubtful.delete(file)) this.doubtful.add(file);
    this.count(cellOf());
  }

  private count(cell: string): void {
    this.counts.set(cell, this.changes(cell) + 1);
    this.lists.delete(cell);
  }

  private remember(neighbour: Neighbour): void {
    for (const cell of cellsOf(neighbour)) {
      this.count(cell);
      const held = this.cells.get(cell);
      if (held === undefined) this.cells.set(cell, [neighbour]);
      else held.push(neighbour);
    }
  }

  private forget(neighbour: Neighbour): void {
    for (const cell of cellsOf(neighbour)) {
      this.count(cell);
      const rest = (this.cells.get(cell) ?? []).filter(other => other !== neighbour);
      if (rest.length === 0) this.cells.delete(cell);
      else this.cells.set(cell, rest);
    }
  }

  private affected(file: string, changed: readonly Neighbour[]): string[] {
    const files = new Set<string>();
    const asked = new Set<string>();
    for (const { object } of changed) {
      const namespace = isClusterScoped(object.kind) ? undefined : object.namespace;
      for (const kind of readers.get(object.kind) ?? []) {
        // A file of thousands of objects asks the same of thousands of others.
        const question = JSON.stringify([kind, namespace]);
        if (asked.has(question)) continue;
        asked.add(question);
        for (const neighbour of this.list(kind, namespace)) files.add(neighbour.file);
      }
    }
    files.delete(file);
    return [...files];
  }
}

/** Where an object is found. */
function cellsOf({ object }: Neighbour): Set<string> {
  const { kind, name } = object;
  const met = Object.entries(aspectsOf(object)).flatMap(([aspect, values]) =>
    values.map(value => cellOf(kind, aspect, value)),
  );
  return new Set([cellOf(kind), cellOf(kind, 'name', name), ...met]);
}

/** Two objects may be in one namespace unless both say different ones. */
function mayShare(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined || one === other;
}

/** A `Service` or `StatefulSet` of somebody else's group is not the one that others refer to. */
function isKubernetes({ kind, checked }: ContentObject): boolean {
  return checked || servedVersion(kind) === undefined;
}

/** The folder of a file, with the slash at its end. */
export function folderOf(file: string): string {
  return file.slice(0, file.lastIndexOf('/') + 1);
}

const NOTHING: Manifest = { text: '', documents: [], unread: undefined };

/** Whether a file holds, or may hold, objects that could not be read. */
function isDoubtful({ documents, unread }: Manifest): boolean {
  return (
    unread === 'too-long' ||
    documents.some(({ content }) => content.state === 'template' || content.faults.some(isBreak))
  );
}
