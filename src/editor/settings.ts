import * as vscode from 'vscode';
import { type RuleSettings, readRuleSettings } from '../language/rule-settings.ts';
import { settingIds } from './ids.ts';

/** More kubeconfig files than `KUBECONFIG` and `~/.kube/config` name. Machine-scoped: a folder cannot add one. */
export function kubeconfigPaths(): readonly string[] {
  return textList(settingIds.kubeconfig);
}

/** Whether every change is refused. Machine-scoped: a folder cannot loosen it. */
export function isReadOnly(): boolean {
  return vscode.workspace.getConfiguration().get<boolean>(settingIds.readOnly) === true;
}

/** Names of contexts whose changes take typing the name; `*` stands for any text. */
export function protectedContexts(): readonly string[] {
  return textList(settingIds.protectedContexts);
}

/** What opens the settings at one that is kept on the machine: in a window on another machine that is a tab of its own. */
export function machineSetting(id: string): { readonly command: SettingsCommand; readonly argument: unknown } {
  return vscode.env.remoteName === undefined
    ? { command: 'workbench.action.openSettings', argument: id }
    : { command: 'workbench.action.openRemoteSettings', argument: { query: id } };
}

type SettingsCommand = 'workbench.action.openSettings' | 'workbench.action.openRemoteSettings';

export function diagnosticsEnabled(scope: vscode.Uri): boolean {
  return vscode.workspace.getConfiguration(undefined, scope).get<boolean>(settingIds.diagnostics) !== false;
}

export function lensesEnabled(scope: vscode.Uri): boolean {
  return vscode.workspace.getConfiguration(undefined, scope).get<boolean>(settingIds.lenses) !== false;
}

/** How much each rule weighs to the person; `scope` may be a folder of its own. */
export function ruleSettings(scope: vscode.Uri): RuleSettings {
  return readRuleSettings(vscode.workspace.getConfiguration(undefined, scope).get(settingIds.rules));
}

/** The version of Kubernetes that manifests are checked for while no cluster is connected, as it was typed. */
export function kubernetesVersion(): string {
  return vscode.workspace.getConfiguration().get<string>(settingIds.kubernetesVersion) ?? '';
}

function textList(id: string): readonly string[] {
  const value: unknown = vscode.workspace.getConfiguration().get(id);
  return Array.isArray(value) ? value.filter(item => typeof item === 'string' && item.trim() !== '') : [];
}
