import * as vscode from 'vscode';
import { declaredPorts } from '../../core/pod/ports.ts';
import type { Pod, Service } from '../../core/statefulset/model.ts';
import type { CommandSay } from '../../words/words.ts';
import { portIn, proposedPort } from '../forward/local-port.ts';
import { Cancelled } from '../problems.ts';

/** A port and what it is called. */
export interface NamedPort {
  readonly port: number;
  readonly name: string | undefined;
  /** What else there is to say of it. */
  readonly about: string;
}

/** The TCP ports of a Service. */
export function portsOfService({ spec }: Service): NamedPort[] {
  return (spec.ports ?? [])
    .filter(({ protocol = 'TCP' }) => protocol === 'TCP')
    .map(({ port, name, targetPort }) => ({ port, name, about: targetPort === undefined ? '' : `→ ${targetPort}` }));
}

/** The TCP ports that a pod's containers declare. */
export function portsOfPod(pod: Pod): NamedPort[] {
  return declaredPorts(pod).map(({ port, name, container }) => ({ port, name, about: container }));
}

interface Item extends vscode.QuickPickItem {
  readonly ports: readonly NamedPort[] | 'type';
}

/** The ports to forward, of those that are declared, or one that is typed. Rejects with `Cancelled`. */
export async function choosePorts(
  known: readonly NamedPort[],
  object: string,
  say: CommandSay,
): Promise<readonly NamedPort[]> {
  const title = say('forward-port-title', { object });
  if (known.length === 0) return [await typedPort(title, say)];
  const items: Item[] = [
    ...known.map(each => ({
      label: String(each.port),
      description: [each.name, each.about].filter(text => text !== undefined && text !== '').join(' · '),
      ports: [each],
    })),
    ...(known.length > 1 ? [{ label: say('forward-port-all'), ports: known }] : []),
    { label: say('forward-port-type'), ports: 'type' as const },
  ];
  const picked = await vscode.window.showQuickPick(items, { title, matchOnDescription: true });
  if (picked === undefined) throw new Cancelled();
  return picked.ports === 'type' ? [await typedPort(title, say)] : picked.ports;
}

async function typedPort(title: string, say: CommandSay): Promise<NamedPort> {
  const text = await vscode.window.showInputBox({
    title,
    prompt: say('forward-port-prompt'),
    validateInput: value => (portIn(value) === undefined ? say('forward-port-invalid') : undefined),
  });
  const port = portIn(text ?? '');
  if (port === undefined) throw new Cancelled();
  return { port, name: undefined, about: '' };
}

/** The port of this machine to listen at; the same as in the pod unless that is taken. 0 means any. Rejects with `Cancelled`. */
export async function chooseLocalPort(port: number, object: string, say: CommandSay): Promise<number> {
  const proposed = await proposedPort(port);
  const text = await vscode.window.showInputBox({
    title: say('forward-local-title', { port, object }),
    prompt: proposed === port ? say('forward-local-prompt') : say('forward-local-other', { port }),
    value: String(proposed),
    validateInput: value =>
      value.trim() === '' || portIn(value) !== undefined ? undefined : say('forward-port-invalid'),
  });
  if (text === undefined) throw new Cancelled();
  return portIn(text) ?? 0;
}
