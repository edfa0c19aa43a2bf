/**
 * What may be a name. Each function says what is wrong with a text, or `undefined` if nothing is.
 * Facts: validation-rules.md, "Placeholders" and section 1.1.
 */
export type NameFault =
  /** Nothing there where something must be. */
  | 'empty'
  | 'too-long'
  /** A dot in a name that must be a single label; otherwise it would do. */
  | 'dots'
  /** A character that may not stand there. */
  | 'characters'
  /** The part of a key before the slash is empty or no domain name. */
  | 'prefix'
  /** More than one slash in a key. */
  | 'slashes'
  /** A port name without any letter. */
  | 'no-letter'
  /** A port name with two hyphens in a row. */
  | 'hyphens';

export const LONGEST_LABEL = 63;
export const LONGEST_SUBDOMAIN = 253;

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const QUALIFIED = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;

/** A DNS label (RFC 1123): names of sets, Services, containers, volumes. A leading digit is fine. */
export function dnsLabelFault(name: string): NameFault | undefined {
  if (name === '') return 'empty';
  if (name.length > LONGEST_LABEL) return 'too-long';
  if (LABEL.test(name)) return undefined;
  return name.includes('.') ? 'dots' : 'characters';
}

/** A DNS subdomain (RFC 1123): names of claims, volumes, classes, Deployments, nodes. */
export function dnsSubdomainFault(name: string): NameFault | undefined {
  if (name === '') return 'empty';
  if (name.length > LONGEST_SUBDOMAIN) return 'too-long';
  return SUBDOMAIN.test(name) ? undefined : 'characters';
}

/** A qualified name: the key of a label or annotation, a condition type. `example.com/name` or `name`. */
export function qualifiedNameFault(key: string): NameFault | undefined {
  const slash = key.indexOf('/');
  if (slash !== key.lastIndexOf('/')) return 'slashes';
  if (slash >= 0 && dnsSubdomainFault(key.slice(0, slash)) !== undefined) return 'prefix';
  const name = key.slice(slash + 1);
  if (name === '') return 'empty';
  if (byteLength(name) > LONGEST_LABEL) return 'too-long';
  return QUALIFIED.test(name) ? undefined : 'characters';
}

/** The key of an annotation: as of a label, but the case does not matter in its prefix. */
export function annotationKeyFault(key: string): NameFault | undefined {
  return qualifiedNameFault(key.toLowerCase());
}

/** The value of a label; empty is fine. */
export function labelValueFault(value: string): NameFault | undefined {
  if (value === '') return undefined;
  if (byteLength(value) > LONGEST_LABEL) return 'too-long';
  return QUALIFIED.test(value) ? undefined : 'characters';
}

/** The name of a container's port, and of a port where a probe or Service refers to one. */
export function portNameFault(name: string): NameFault | undefined {
  if (name === '') return 'empty';
  if (name.length > 15) return 'too-long';
  if (!/^[-a-z0-9]+$/.test(name)) return 'characters';
  if (!/[a-z]/.test(name)) return 'no-letter';
  if (name.includes('--')) return 'hyphens';
  return name.startsWith('-') || name.endsWith('-') ? 'characters' : undefined;
}

/** Length in bytes of UTF-8, which is what the server counts in labels and annotations. */
export function byteLength(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}
