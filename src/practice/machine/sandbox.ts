import type { Container, Pod } from '../../core/statefulset/model.ts';
import { at, listOf, objectOf, stringOf } from '../json.ts';
import type { OrderBook } from '../orders.ts';
import type { Registry } from '../registry.ts';
import { resources } from '../resources.ts';
import { type Disk, type Disks, emptyDisk, podDisk, volumeDisk } from './disks.ts';
import { type FileSystem, fileSystem, type Mount, tidyPath } from './file-system.ts';

/** What the insides of containers are made of. */
export interface Machine {
  readonly registry: Registry;
  readonly disks: Disks;
  readonly isFull: OrderBook['isFull'];
}

/** The domain of the cluster, at the end of every full name in it. */
export const clusterDomain = 'cluster.local';

/** The files that a container of a pod sees now. */
export function filesOf(machine: Machine, pod: Pod, container: Container): FileSystem {
  const { disks } = machine;
  const restarts = pod.status?.containerStatuses?.find(status => status.name === container.name)?.restartCount ?? 0;
  const own = podDisk(pod.metadata.uid ?? '', `container/${container.name}/${restarts}`);
  const top: Mount = {
    path: '/',
    disk: disks.get(own, () => baseDisk(pod)),
    folder: '/',
    readOnly: false,
    full: false,
  };
  const mounts = (container.volumeMounts ?? []).flatMap(mount => {
    const volume = pod.spec.volumes?.find(each => each.name === mount.name);
    const source = volume === undefined ? undefined : sourceOf(machine, pod, volume);
    if (source === undefined) return [];
    const folder = tidyPath(mount.subPath ?? '', '/');
    if (!source.disk.has(folder)) source.disk.set(folder, undefined);
    const readOnly = source.readOnly || at(mount, 'readOnly') === true;
    return [{ ...source, path: mountPathOf(mount), folder, readOnly }];
  });
  return fileSystem([top, ...mounts], disks.touched);
}

/** Where a container sees a volume: tidied, and seen from the root if it does not say so itself, as the kubelet has it. */
export function mountPathOf({ mountPath }: { readonly mountPath: string }): string {
  return tidyPath(mountPath, '/');
}

type Source = Pick<Mount, 'disk' | 'readOnly' | 'full'>;

function sourceOf(machine: Machine, pod: Pod, volume: object & { readonly name: string }): Source | undefined {
  const { registry, disks } = machine;
  const namespace = pod.metadata.namespace;
  const claimName = stringOf(at(volume, 'persistentVolumeClaim', 'claimName'));
  if (claimName !== undefined) {
    const claim = registry.find(resources.persistentVolumeClaims, namespace, claimName);
    const bound = registry.find(resources.persistentVolumes, undefined, claim?.spec.volumeName ?? '');
    if (claim === undefined || bound === undefined) return undefined;
    const readOnly = at(volume, 'persistentVolumeClaim', 'readOnly') === true;
    return { disk: disks.get(volumeDisk(bound.metadata.uid ?? '')), readOnly, full: machine.isFull(claim) };
  }
  const configMap = stringOf(at(volume, 'configMap', 'name'));
  if (configMap !== undefined) {
    const data = objectOf(at(registry.find(resources.configMaps, namespace, configMap), 'data'));
    return { disk: filled(data, String), readOnly: true, full: false };
  }
  const secret = stringOf(at(volume, 'secret', 'secretName'));
  if (secret !== undefined) {
    const data = objectOf(at(registry.find(resources.secrets, namespace, secret), 'data'));
    return { disk: filled(data, text => Buffer.from(String(text), 'base64').toString()), readOnly: true, full: false };
  }
  return { disk: disks.get(podDisk(pod.metadata.uid ?? '', `volume/${volume.name}`)), readOnly: false, full: false };
}

function filled(data: Readonly<Record<string, unknown>>, textOf: (value: unknown) => string): Disk {
  const disk = emptyDisk();
  for (const [name, value] of Object.entries(data)) disk.set(`/${name}`, textOf(value));
  return disk;
}

const folders = ['bin', 'dev', 'etc', 'home', 'proc', 'root', 'run', 'sys', 'tmp', 'usr', 'usr/bin', 'var', 'var/log'];

/** What a small image brings, and what the node writes into it. */
function baseDisk(pod: Pod): Disk {
  const disk = emptyDisk();
  for (const folder of folders) disk.set(`/${folder}`, undefined);
  const name = hostnameOf(pod);
  const full = fullNameOf(pod);
  const search = `${pod.metadata.namespace ?? 'default'}.svc.${clusterDomain} svc.${clusterDomain} ${clusterDomain}`;
  disk.set('/etc/hostname', `${name}\n`);
  disk.set(
    '/etc/hosts',
    `127.0.0.1\tlocalhost\n${pod.status?.podIP ?? ''}\t${full === name ? name : `${full}\t${name}`}\n`,
  );
  disk.set('/etc/resolv.conf', `search ${search}\nnameserver ${nameServer}\noptions ndots:5\n`);
  return disk;
}

/** Where names are looked up. */
export const nameServer = '10.96.0.10';

export function hostnameOf(pod: Pod): string {
  return pod.spec.hostname || pod.metadata.name;
}

/** The full name that the node gives a pod with hostname and subdomain, Service or not. Fact A5. */
export function fullNameOf(pod: Pod): string {
  const { subdomain = '' } = pod.spec;
  return subdomain === ''
    ? hostnameOf(pod)
    : `${hostnameOf(pod)}.${subdomain}.${pod.metadata.namespace ?? 'default'}.svc.${clusterDomain}`;
}

/** The environment of a container: what the node sets, and what its spec says as far as it can be known. */
export function environmentOf(registry: Registry, pod: Pod, container: Container): Map<string, string> {
  const env = new Map([
    ['PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
    ['HOSTNAME', hostnameOf(pod)],
    ['HOME', '/root'],
    ['KUBERNETES_SERVICE_HOST', '10.96.0.1'],
    ['KUBERNETES_SERVICE_PORT', '443'],
  ]);
  for (const entry of listOf(at(container, 'env'))) {
    const name = stringOf(at(entry, 'name'));
    const value = stringOf(at(entry, 'value')) ?? valueFrom(registry, pod, at(entry, 'valueFrom'));
    if (name !== undefined && value !== undefined) env.set(name, value);
  }
  return env;
}

function valueFrom(registry: Registry, pod: Pod, source: unknown): string | undefined {
  const field = stringOf(at(source, 'fieldRef', 'fieldPath'));
  if (field !== undefined) {
    const label = /^metadata\.(labels|annotations)\['([^']+)'\]$/.exec(field);
    const keys = label === null ? field.split('.') : ['metadata', label[1] ?? '', label[2] ?? ''];
    return stringOf(at(pod, ...keys));
  }
  for (const [kind, resource] of [
    ['configMapKeyRef', resources.configMaps],
    ['secretKeyRef', resources.secrets],
  ] as const) {
    const name = stringOf(at(source, kind, 'name'));
    if (name === undefined) continue;
    const text = stringOf(
      at(registry.find(resource, pod.metadata.namespace, name), 'data', stringOf(at(source, kind, 'key')) ?? ''),
    );
    return kind === 'secretKeyRef' && text !== undefined ? Buffer.from(text, 'base64').toString() : text;
  }
  return undefined;
}
