/** What a command needs of its process, handed in so that tests need none. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly stdin: () => Promise<string>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Fires when a person wants the command to end. */
  readonly interrupted: AbortSignal;
}

/** How a command ends. */
export const EXIT = { well: 0, trouble: 1, unusable: 2, interrupted: 130 } as const;
