import type { Page } from 'playwright-core';

/** A VS Code that runs tests in its extension host, and whose workbench is a page that can be driven. */
export interface Host {
  readonly page: Page;
  /** Opens the window and runs `tests` (a CommonJS file that exports `run`) in its extension host; calls back when VS Code says that it ended. */
  run(tests: string, onEnd: () => void): Promise<void>;
  /** What VS Code and the tests logged. */
  logs(): Promise<string>;
  close(): Promise<void>;
}

/** Starts a VS Code whose extension host has the given environment variables. */
export type StartHost = (env: Readonly<Record<string, string>>) => Promise<Host>;
