import * as vscode from 'vscode';
import { DEFAULT_VERSION, formatVersion, type KubernetesVersion, parseVersion } from '../../core/kubernetes-version.ts';
import type { CheckOptions } from '../../core/manifest/check.ts';
import { loadFields } from '../../language/tables.ts';
import { Disposables } from '../dispose.ts';
import { settingIds } from '../ids.ts';
import { kubernetesVersion } from '../settings.ts';
import type { Readable } from '../signal.ts';

/** What manifests are checked by. The table of fields is loaded with the first check, not with the extension. */
export interface Checking extends vscode.Disposable {
  /** The same object as long as nothing changed, so that what was said about a document holds. */
  options(): Promise<CheckOptions>;
  /** Everything has to be checked again. */
  readonly onChanged: vscode.Event<void>;
}

/** `server` is the version of the connected cluster, which counts before the setting. */
export function checking(server: Readable<string | undefined>): Checking {
  const held = new Disposables();
  const changed = held.add(new vscode.EventEmitter<void>());
  let current: (CheckOptions & { readonly version: KubernetesVersion }) | undefined;
  const wanted = () => parseVersion(server.get() ?? '') ?? parseVersion(kubernetesVersion()) ?? DEFAULT_VERSION;
  const changeIfOther = () => {
    if (current !== undefined && formatVersion(wanted()) !== formatVersion(current.version)) changed.fire();
  };
  held.add(server.onChange(changeIfOther));
  held.add(
    vscode.workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration(settingIds.kubernetesVersion)) changeIfOther();
    }),
  );
  return {
    async options() {
      const fields = await loadFields();
      const version = wanted();
      if (current === undefined || formatVersion(current.version) !== formatVersion(version))
        current = { version, fields };
      return current;
    },
    onChanged: changed.event,
    dispose: () => held.dispose(),
  };
}
