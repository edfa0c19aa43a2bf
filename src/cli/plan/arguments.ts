import { parseArgs } from 'node:util';
import { type KubernetesVersion, parseVersion } from '../../core/kubernetes-version.ts';
import { WHERE_OPTIONS, type Where } from '../cluster/reach.ts';
import { parsed } from '../parsed.ts';

/** What `ordinal plan` was asked. */
export interface Asked {
  readonly files: readonly string[];
  readonly format: 'text' | 'json';
  readonly before:
    | {
        readonly from: string;
        readonly namespace: string | undefined;
        readonly version: KubernetesVersion | undefined;
      }
    | { readonly where: Where };
}

/** Reads the arguments; `undefined` when they make no sense. */
export function readArguments(args: readonly string[]): Asked | undefined {
  const values = parse(args);
  if (values === undefined) return undefined;
  const { filename: files, format, from, context, namespace, kubeconfig } = values;
  if (files === undefined || (format !== 'text' && format !== 'json')) return undefined;
  const asked = values['kubernetes-version'];
  if (from === undefined)
    return asked === undefined ? { files, format, before: { where: { context, namespace, kubeconfig } } } : undefined;
  const version = asked === undefined ? undefined : parseVersion(asked);
  const isUnread = asked !== undefined && version === undefined;
  // An older manifest stands in the place of a cluster.
  if (isUnread || context !== undefined || kubeconfig !== undefined) return undefined;
  return { files, format, before: { from, namespace, version } };
}

function parse(args: readonly string[]) {
  return parsed(
    () =>
      parseArgs({
        args: [...args],
        options: {
          ...WHERE_OPTIONS,
          filename: { type: 'string', short: 'f', multiple: true },
          format: { type: 'string', default: 'text' },
          from: { type: 'string' },
          'kubernetes-version': { type: 'string' },
        },
      }).values,
  );
}
