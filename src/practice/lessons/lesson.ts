import type { KubernetesObject } from '../../core/statefulset/model.ts';
import type { Order } from '../orders.ts';

/** What can be told of a cluster by looking at it. A goal is reached when all of its facts hold at once. */
export type Fact =
  /** All pods of the set are ready, of the newest revision, as many as the set wants. */
  | { readonly fact: 'complete'; readonly set: string; readonly replicas?: number }
  /** The set's template asks for an image, or (`not`) for any other. */
  | { readonly fact: 'image'; readonly set: string; readonly image: string; readonly not?: true }
  /** So many pods are of the newest revision and ready, the others of the former one and ready. */
  | { readonly fact: 'parked'; readonly set: string; readonly updated: number }
  /** A container of the pod waits with this reason. */
  | { readonly fact: 'waits'; readonly pod: string; readonly reason: string }
  /** The claim is bound, or waits. */
  | { readonly fact: 'claim'; readonly claim: string; readonly phase: 'Bound' | 'Pending' }
  /** The claim is the same that was there when the lesson was ready. */
  | { readonly fact: 'kept'; readonly claim: string }
  | { readonly fact: 'gone'; readonly pod: string };

/** What the cluster does to come to the start of a lesson; each step waits until its facts hold. */
export interface Step {
  readonly when: readonly Fact[];
  /** A merge patch of a set. */
  readonly patch?: { readonly set: string; readonly with: unknown };
  readonly order?: Order;
  /** A text that lies on the volume of a claim. */
  readonly file?: { readonly claim: string; readonly path: string; readonly text: string };
}

/** Somebody who keeps a set as a ConfigMap says: `replicas` and `image` in its data. */
export interface Operator {
  readonly set: string;
  readonly settings: string;
}

/** A starting point, and what a person is to make of it. */
export interface Lesson {
  readonly name: string;
  /** Codes of sentences in words/lessons.ts. */
  readonly title: string;
  readonly task: string;
  readonly hint: string;
  /** Made in the namespace `default`, with the label of lessons. */
  readonly objects: readonly KubernetesObject[];
  readonly steps: readonly Step[];
  /** Where the lesson begins. */
  readonly start: readonly Fact[];
  readonly goal: readonly Fact[];
  readonly operator?: Operator;
}

/** The label of everything that lessons make: at the start of the next one it goes. */
export const lessonLabel = 'ordinal-practice/lesson';
