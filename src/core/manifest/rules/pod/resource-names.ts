import { qualifiedNameFault } from '../../../names.ts';
import { parseQuantity } from '../../../quantity.ts';

/** What the names of compute resources mean. Facts: validation-rules.md, rows 144–148. */

const CONTAINER_RESOURCES = ['cpu', 'memory', 'ephemeral-storage'];
const POD_RESOURCES = ['cpu', 'memory'];
const HUGE_PAGES = 'hugepages-';

/** Whether a container may ask for a resource of this name: a few by themselves, all others with a domain in front. */
export function isContainerResource(name: string): boolean {
  if (qualifiedNameFault(name) !== undefined) return false;
  if (!name.includes('/')) return CONTAINER_RESOURCES.includes(name) || stepOf(name) !== undefined;
  return isNative(name) || isExtended(name);
}

/** Whether a pod as a whole may ask for it. */
export function isPodResource(name: string): boolean {
  return POD_RESOURCES.includes(name) || (isHugePages(name) && stepOf(name) !== undefined);
}

export function isHugePages(name: string): boolean {
  return name.startsWith(HUGE_PAGES);
}

/** Whether more of it may be promised than there is, so that a request may be lower than the limit. */
export function isOvercommitAllowed(name: string): boolean {
  return isNative(name) && !isHugePages(name);
}

/** What an amount of it must be a multiple of, in billionths; `undefined` if any amount will do, or if these are no pages of any size. */
export function stepOf(name: string): { readonly step: bigint; readonly text: string } | undefined {
  if (isHugePages(name)) {
    const text = name.slice(HUGE_PAGES.length);
    const size = parseQuantity(text)?.nano ?? 0n;
    return size > 0n ? { step: size, text } : undefined;
  }
  return isExtended(name) ? { step: 1_000_000_000n, text: '1' } : undefined;
}

/** Kubernetes' own: without a domain, or with its own. */
function isNative(name: string): boolean {
  return !name.includes('/') || name.includes('kubernetes.io/');
}

/** Of a device plugin or the like. */
function isExtended(name: string): boolean {
  return !isNative(name) && !name.startsWith('requests.') && qualifiedNameFault(`requests.${name}`) === undefined;
}
