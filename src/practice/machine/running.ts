import type { Container, Pod } from '../../core/statefulset/model.ts';

/** A command that is to run in a container. */
export interface Task {
  readonly pod: Pod;
  readonly container: Container;
  readonly command: readonly string[];
  readonly tty: boolean;
  readonly stdin: boolean;
}

/** A program that runs in a container, seen from outside. */
export interface Running {
  input(text: string): void;
  /** Nothing more will come. */
  inputEnded(): void;
  /** The terminal has another size, in letters and lines. */
  resized(columns: number, rows: number): void;
  /** Nobody is there any more. */
  readonly stop?: () => void;
}

export interface Streams {
  out(text: string): void;
  err(text: string): void;
  /** The program has ended; called once, after everything else. */
  exit(code: number): void;
}
