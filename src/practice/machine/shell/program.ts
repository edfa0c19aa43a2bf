import type { FileSystem } from '../file-system.ts';
import type { Found } from '../lookup.ts';

/** What a shell knows of the place where it runs. */
export interface Surroundings {
  readonly files: FileSystem;
  readonly hostname: string;
  readonly fullName: string;
  /** The commands that run, the container's own first. */
  readonly processes: readonly string[];
  readonly nameServer: string;
  lookUp(name: string): Found | undefined;
  /** Letters and lines of the terminal, where there is one. */
  readonly screen: { readonly columns: number; readonly rows: number } | undefined;
  /** Bytes of each mounted claim, by path of the mount. */
  capacityOf(path: string): bigint | undefined;
  /** Milliseconds since 1970. */
  now(): number;
}

/** A shell between two lines. */
export interface Shell {
  cwd: string;
  readonly env: Map<string, string>;
  /** How the last command ended. */
  code: number;
  /** The code with which `exit` ended the shell. */
  ended: number | undefined;
  /** Milliseconds that its commands have slept: nothing waits here, whoever runs the command makes up for it. */
  slept: number;
  /** What is left of the standard input, for commands that read it. */
  input: string;
}

export interface Outcome {
  readonly out?: string;
  readonly err?: string;
  readonly code?: number;
}

/** A program of a container: arguments, and what it may read and change. */
export type Program = (args: readonly string[], shell: Shell, around: Surroundings) => Outcome;
