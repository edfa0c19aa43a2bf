import type * as vscode from 'vscode';
import { applyCommand } from './apply.ts';
import type { Deps } from './deps.ts';
import { copyKubectlCommand, openKubectlCommand } from './kubectl.ts';
import { openSampleCommand } from './open-sample.ts';
import type { Refusals } from './refusals.ts';
import { deletePodCommand, deleteSetCommand } from './remove.ts';
import { restartCommand } from './restart.ts';
import { scaleCommand } from './scale.ts';
import { setImageCommand } from './set-image.ts';
import { setPartitionCommand } from './set-partition.ts';
import type { CommandTable } from './table.ts';
import { watchCommand } from './watch.ts';

/** What each command does. Each may be called on a row, from a lens, or with nothing; then it asks. */
export function commandTable(deps: Deps, refusals: Refusals, samples: vscode.Uri): CommandTable {
  const { desk, errors, say } = deps;
  return {
    connect: desk.connect,
    disconnect: desk.disconnect,
    retry: desk.retry,
    chooseNamespace: desk.chooseNamespace,
    startPractice: desk.startPractice,
    stopPractice: desk.stopPractice,
    resetPractice: desk.resetPractice,
    apply: argument => applyCommand(deps, refusals, argument),
    setPartition: argument => setPartitionCommand(deps, argument),
    setImage: argument => setImageCommand(deps, argument),
    scale: argument => scaleCommand(deps, argument),
    restart: argument => restartCommand(deps, argument),
    deleteSet: argument => deleteSetCommand(deps, argument),
    deletePod: argument => deletePodCommand(deps, argument),
    watchRollout: argument => watchCommand(deps, argument),
    copyKubectl: argument => copyKubectlCommand(deps, argument),
    openKubectl: argument => openKubectlCommand(deps, argument),
    openSample: () => openSampleCommand(samples, say),
    showLog: errors.showLog,
  };
}
