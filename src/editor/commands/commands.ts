import * as vscode from 'vscode';
import { commandSentences } from '../../words/spoken/commands.ts';
import { forwardView } from '../forward/forward-view.ts';
import { portForwards } from '../forward/forwards.ts';
import { NAMES_CHANNEL } from '../ids.ts';
import { comparedDocuments } from '../live/compared-documents.ts';
import { liveDocuments } from '../live/live-documents.ts';
import { logChannels } from '../logs/log-channels.ts';
import { shellTerminals } from '../terminal/terminals.ts';
import { applyCommand } from './apply.ts';
import { compareManifestCommand } from './compare-manifest.ts';
import { compareRevisionCommand } from './compare-revision.ts';
import { copyDnsNameCommand, copyNameCommand } from './copy.ts';
import { copyMessageCommand } from './copy-message.ts';
import { deletePodCommand } from './delete-pods.ts';
import type { Deps, FirstDeps } from './deps.ts';
import { findInTreeCommand } from './find-in-tree.ts';
import { forwardPortCommand } from './forward-port.ts';
import { freeVolumeCommand } from './free-volume.ts';
import { goToObjectCommand } from './go-to-object.ts';
import { copyKubectlCommand, openKubectlCommand } from './kubectl.ts';
import { showLogsCommand, stopLogsCommand } from './logs.ts';
import { clearFilterCommand, filterTreeCommand, sortTreeCommand } from './look.ts';
import { makeTroubleCommand } from './make-trouble.ts';
import {
  copyForwardCommand,
  openForwardCommand,
  showForwardsCommand,
  stopForwardCommand,
  stopForwardsCommand,
} from './open-forwards.ts';
import { openLessonCommand } from './open-lesson.ts';
import { openManifestCommand } from './open-manifest.ts';
import { openOwnerCommand } from './open-owner.ts';
import { openSampleCommand } from './open-sample.ts';
import { openShellCommand } from './open-shell.ts';
import type { Refusals } from './refusals.ts';
import { deleteSetCommand } from './remove.ts';
import { repairCommand } from './repair.ts';
import { resolveNameCommand } from './resolve-name.ts';
import { restartCommand } from './restart.ts';
import { rollBackCommand } from './roll-back.ts';
import { rollBackToCommand } from './roll-back-to.ts';
import { scaleCommand } from './scale.ts';
import { setImageCommand } from './set-image.ts';
import { setPartitionCommand } from './set-partition.ts';
import { showLiveCommand } from './show-live.ts';
import type { CommandTable } from './table.ts';
import { watchCommand } from './watch.ts';
import { whyCommand } from './why.ts';

/** What each command does. Each may be called on a row, from a lens, or with nothing; then it asks. */
export function commandTable(first: FirstDeps, refusals: Refusals, samples: vscode.Uri): CommandTable {
  const say = first.say.with(commandSentences);
  const deps: Deps = { ...first, say };
  const { desk, errors, held } = deps;
  const logs = held.add(logChannels(desk.contexts, errors, say));
  const terminals = held.add(shellTerminals(desk.contexts, errors, say));
  const forwards = held.add(portForwards(desk.contexts, errors));
  held.add(forwardView(forwards, desk.contexts, errors, say));
  let channel: vscode.OutputChannel | undefined;
  const names = () => {
    channel ??= held.add(vscode.window.createOutputChannel(NAMES_CHANNEL));
    return channel;
  };
  const live = held.add(liveDocuments(desk, errors, say));
  const compared = held.add(comparedDocuments(desk.contexts, errors, say));
  return {
    connect: desk.connect,
    openContext: desk.openContext,
    activate: desk.activate,
    disconnect: desk.disconnect,
    retry: desk.retry,
    chooseNamespace: desk.chooseNamespace,
    startPractice: desk.startPractice,
    stopPractice: desk.stopPractice,
    resetPractice: desk.resetPractice,
    openLesson: openLessonCommand(deps),
    makeTrouble: argument => makeTroubleCommand(deps, argument),
    apply: argument => applyCommand(deps, refusals, argument),
    setPartition: argument => setPartitionCommand(deps, argument),
    setImage: argument => setImageCommand(deps, argument),
    scale: argument => scaleCommand(deps, argument),
    restart: (argument, selected) => restartCommand(deps, argument, selected),
    rollBack: argument => rollBackCommand(deps, argument),
    rollBackTo: argument => rollBackToCommand(deps, argument),
    compareRevision: argument => compareRevisionCommand(deps, compared, argument),
    repair: argument => repairCommand(deps, argument),
    why: argument => whyCommand(deps, argument),
    deleteSet: argument => deleteSetCommand(deps, argument),
    deletePod: (argument, selected) => deletePodCommand(deps, argument, selected),
    freeVolume: argument => freeVolumeCommand(deps, argument),
    watchRollout: argument => watchCommand(deps, argument),
    copyKubectl: argument => copyKubectlCommand(deps, argument),
    openKubectl: argument => openKubectlCommand(deps, argument),
    showLive: argument => showLiveCommand(deps, live, argument),
    showNoise: () => live.showNoise(true),
    hideNoise: () => live.showNoise(false),
    compareManifest: (argument, file) => compareManifestCommand(deps, compared, refusals, argument, file),
    openOwner: argument => openOwnerCommand(deps, live, argument),
    openManifest: argument => openManifestCommand(deps, argument),
    showLogs: (argument, selected) => showLogsCommand(deps, logs, argument, selected),
    stopLogs: () => stopLogsCommand(deps, logs),
    openShell: argument => openShellCommand(deps, terminals, argument),
    forwardPort: argument => forwardPortCommand(deps, forwards, argument),
    openForward: argument => openForwardCommand(deps, forwards, argument),
    copyForward: argument => copyForwardCommand(deps, forwards, argument),
    stopForward: argument => stopForwardCommand(deps, forwards, argument),
    stopForwards: () => stopForwardsCommand(deps, forwards),
    showForwards: () => showForwardsCommand(deps, forwards),
    resolveName: argument => resolveNameCommand(deps, names, argument),
    copyName: (argument, selected) => copyNameCommand(deps, argument, selected),
    copyDnsName: (argument, selected) => copyDnsNameCommand(deps, argument, selected),
    copyMessage: (argument, selected) => copyMessageCommand(deps, argument, selected),
    goToObject: argument => goToObjectCommand(deps, argument),
    findInTree: findInTreeCommand,
    filterTree: () => filterTreeCommand(deps),
    clearFilter: () => clearFilterCommand(deps),
    sortTree: () => sortTreeCommand(deps),
    refresh: desk.refresh,
    openSample: () => openSampleCommand(samples, say),
    showLog: errors.showLog,
  };
}
