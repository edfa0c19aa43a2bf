/** IP addresses as the API server reads them in fields that are older than its stricter rules: leading zeros in IPv4 are fine there. */
export type AddressFamily = 'IPv4' | 'IPv6';

/** The family of an address; `undefined` if the text is none. */
export function addressFamily(text: string): AddressFamily | undefined {
  if (isIPv4(text)) return 'IPv4';
  return isIPv6(text) ? 'IPv6' : undefined;
}

/** Whether a text is a range of addresses such as `10.0.0.0/8`. */
export function isAddressRange(text: string): boolean {
  const slash = text.indexOf('/');
  const family = slash < 0 ? undefined : addressFamily(text.slice(0, slash));
  const length = text.slice(slash + 1);
  if (family === undefined || !/^\d{1,3}$/.test(length)) return false;
  return Number(length) <= (family === 'IPv4' ? 32 : 128);
}

/** Whether an address can belong to nobody outside one machine or link: loopback, link-local, unspecified. Such ones cannot be external. */
export function isSpecialAddress(text: string): boolean {
  if (isIPv4(text)) {
    const [first = 0, second = 0, third = 0] = text.split('.').map(Number);
    return (
      first === 127 ||
      (first === 169 && second === 254) ||
      (first === 224 && second === 0 && third === 0) ||
      /^[0.]+$/.test(text)
    );
  }
  if (!isIPv6(text)) return false;
  return /^(?:0{0,4}:)*0{0,3}[01]?$/.test(text) || /^fe[89ab][0-9a-f]:/i.test(text) || /^ff[0-9a-f]2:/i.test(text);
}

function isIPv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every(part => /^\d{1,3}$/.test(part) && Number(part) <= 255);
}

function isIPv6(text: string): boolean {
  const [head = '', tail, ...more] = text.split('::');
  if (more.length > 0 || !/^[0-9a-f:.]+$/i.test(text)) return false;
  const count = groups(head) + groups(tail ?? '');
  return Number.isFinite(count) && (tail === undefined ? count === 8 : count < 8);
}

/** How many groups of 16 bits a part of an IPv6 address has; not a number if it is none. The last may be an IPv4 address. */
function groups(part: string): number {
  if (part === '') return 0;
  const items = part.split(':');
  return items.reduce((sum, item, index) => {
    if (index === items.length - 1 && item.includes('.')) return isIPv4(item) ? sum + 2 : Number.NaN;
    return /^[0-9a-f]{1,4}$/i.test(item) ? sum + 1 : Number.NaN;
  }, 0);
}
