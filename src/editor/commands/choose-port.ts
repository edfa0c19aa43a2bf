import * as vscode from 'vscode';
import { declaredPorts } from '../../core/pod/ports.ts';
import type { Pod, Service } from '../../core/statefulset/model.ts';
import type { CommandSay } from '../../words/words.ts';
import { portAlike, portIn, proposedPort } from '../forward/local-port.ts';
import { Cancelled } from '../problems.ts';
import { pickOne } from './pick-one.ts';

/** A port and what it is called. */
export interface NamedPort {
  readonly port: number;
  readonly name: string | undefined;
  /** Where it is: the container that declares it, or what a Service leads it to. */
  readonly of?: { readonly container: string } | { readonly target: string | number };
}

/** The TCP ports of a Service. */
export function portsOfService({ spec }: Service): NamedPort[] {
  return (spec.ports ?? [])
    .filter(({ protocol = 'TCP' }) => protocol === 'TCP')
    .map(({ port, name, targetPort }) => ({ port, name, of: { target: targetPort ?? port } }));
}

/** The TCP ports that a pod's containers declare. */
export function portsOfPod(pod: Pod): NamedPort[] {
  return declaredPorts(pod).map(({ port, name, container }) => ({ port, name, of: { container } }));
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
      description: portText(each, say),
      ports: [each],
    })),
    ...(known.length > 1 ? [{ label: say('forward-port-all'), ports: known }] : []),
    { label: say('forward-port-type'), ports: 'type' as const },
  ];
  const { ports } = await pickOne(items, { title, matchOnDescription: true });
  return ports === 'type' ? [await typedPort(title, say)] : ports;
}

/** What a port is called, and whose it is; names of ports, containers and pods are often the same. */
function portText({ name, of }: NamedPort, say: CommandSay): string {
  const own = name === undefined ? '' : say('forward-port-named', { name });
  if (of === undefined) return own;
  const place =
    'container' in of
      ? say('forward-port-container', { container: of.container })
      : say('forward-port-target', { target: of.target });
  return own === '' ? place : `${own}, ${place}`;
}

async function typedPort(title: string, say: CommandSay): Promise<NamedPort> {
  const text = await vscode.window.showInputBox({
    title,
    prompt: say('forward-port-prompt'),
    validateInput: value => (portIn(value) === undefined ? say('forward-port-invalid') : undefined),
  });
  const port = portIn(text ?? '');
  if (port === undefined) throw new Cancelled();
  return { port, name: undefined };
}

/** The port of this machine to listen at; one like the pod's unless that is taken. 0 means any. Rejects with `Cancelled`. */
export async function chooseLocalPort(port: number, object: string, say: CommandSay): Promise<number> {
  const proposed = await proposedPort(port);
  const text = await vscode.window.showInputBox({
    title: say('forward-local-title', { port, object }),
    prompt: localPrompt(port, proposed, say),
    value: String(proposed),
    validateInput: value =>
      value.trim() === '' || portIn(value) !== undefined ? undefined : say('forward-port-invalid'),
  });
  if (text === undefined) throw new Cancelled();
  return portIn(text) ?? 0;
}

/** Why another number is proposed than the pod's. */
function localPrompt(port: number, proposed: number, say: CommandSay): string {
  if (proposed === port) return say('forward-local-prompt');
  const alike = portAlike(port);
  return proposed === alike
    ? say('forward-local-low', { port, proposed })
    : say('forward-local-other', { port: alike });
}
