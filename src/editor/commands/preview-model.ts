/** A change before it is made: what will happen, in order, and what stays. Plain data, made by pure functions. */
export interface Preview {
  /** `Set partition 2 on StatefulSet web` */
  readonly title: string;
  /** What the first choice says: the change itself, never "OK". */
  readonly confirm: string;
  /** Context and namespace. */
  readonly where: string;
  /** What somebody else changed since the plan was shown before; a plan that is shown for the first time has none. */
  readonly news: readonly PreviewSection[];
  readonly sections: readonly PreviewSection[];
  /** The command that does the same; of several changes a line each. */
  readonly kubectl: string;
  /** Data or pods are lost: the first choice is then to leave things as they are. */
  readonly destructive: boolean;
  /** Fields of others are taken over: the first choice is to leave things, too. */
  readonly takesOver?: boolean;
  /** Follows what the plan is made from while it is read. */
  readonly renewing?: Renewal;
}

/** Begins to renew a plan that is shown, by what `show` is called with; call the result to end it. */
export type Renewal = (show: (next: Renewed) => void) => () => void;

/** A plan as it would be shown now. */
export interface Renewed extends Pick<Preview, 'news' | 'sections'> {
  /** Somebody else changed what is to be changed: the plan is shown anew before anything is done. */
  readonly isChanged: boolean;
}

export interface PreviewSection {
  readonly heading: string;
  readonly lines: readonly PreviewLine[];
}

export interface PreviewLine {
  readonly icon: string;
  readonly text: string;
}
