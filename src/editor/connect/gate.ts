import * as vscode from 'vscode';
import type { Say } from '../../words/words.ts';
import { confirmProgram } from './confirm-program.ts';
import type { Programs } from './programs.ts';
import type { Choice } from './session.ts';
import { notTrusted } from './unusable.ts';

/** What stands before every connection that a person asks for. */
export interface Gate {
  /** Throws an answer where the workspace is not trusted. */
  mustTrust(): void;
  /** Asks once for the program that a context logs in with; a person who refuses backs out. */
  mustAllow(choice: Choice): Promise<void>;
}

export function connectionGate(programs: Programs, say: Say): Gate {
  return {
    mustTrust() {
      if (!vscode.workspace.isTrusted) throw notTrusted(say);
    },
    async mustAllow({ kubeconfig, context }) {
      const resolved = kubeconfig.resolve(context.id);
      if (resolved === undefined || programs.mayRun(resolved)) return;
      await confirmProgram(resolved, say);
      await programs.allow(resolved);
    },
  };
}
