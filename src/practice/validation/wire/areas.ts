import type { Wordings } from '../wording.ts';
import { containers } from './containers.ts';
import { general } from './general.ts';
import { metadata } from './metadata.ts';
import { placement } from './placement.ts';
import { resources } from './resources.ts';
import { security } from './security.ts';
import { services } from './services.ts';
import { storage } from './storage.ts';
import { volumes } from './volumes.ts';
import { workloads } from './workloads.ts';

/** By area; no code with its place stands in two of them. */
export const areas: readonly Wordings[] = [
  general,
  metadata,
  workloads,
  containers,
  volumes,
  resources,
  security,
  placement,
  services,
  storage,
];

/** The words of kube-apiserver 1.36.2 for what the manifest rules find. */
export const wordings: Wordings = Object.assign({}, ...areas);
