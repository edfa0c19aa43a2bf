const SECOND = 1000;
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

/**
 * A time span in kubectl's own short form (`17s`, `5m3s`, `2d4h`), from milliseconds; what the AGE column shows.
 * Finer units are left out where they no longer matter, as in `duration.HumanDuration`. A clock ahead by up to a second counts as now.
 */
export function shortDuration(milliseconds: number): string {
  const seconds = Math.trunc(milliseconds / SECOND);
  if (seconds < -1 || Number.isNaN(seconds)) return '<invalid>';
  if (seconds < 0) return '0s';
  if (seconds < 2 * MINUTE) return `${seconds}s`;
  if (seconds < 10 * MINUTE) return twoUnits(seconds, MINUTE, 'm', 1, 's');
  if (seconds < 3 * HOUR) return `${Math.trunc(seconds / MINUTE)}m`;
  if (seconds < 8 * HOUR) return twoUnits(seconds, HOUR, 'h', MINUTE, 'm');
  if (seconds < 2 * DAY) return `${Math.trunc(seconds / HOUR)}h`;
  if (seconds < 8 * DAY) return twoUnits(seconds, DAY, 'd', HOUR, 'h');
  if (seconds < 2 * YEAR) return `${Math.trunc(seconds / DAY)}d`;
  if (seconds < 8 * YEAR) return twoUnits(seconds, YEAR, 'y', DAY, 'd');
  return `${Math.trunc(seconds / YEAR)}y`;
}

function twoUnits(seconds: number, unit: number, mark: string, fine: number, fineMark: string): string {
  const rest = Math.trunc((seconds % unit) / fine);
  return `${Math.trunc(seconds / unit)}${mark}${rest === 0 ? '' : `${rest}${fineMark}`}`;
}

/**
 * A time span as it stands in a sentence, in two units at most: `17 s`, `3 min 5 s`, `2 h 10 min`, `4 d 1 h`. From milliseconds.
 * The signs of units are the same in every language.
 */
export function spokenDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / SECOND));
  const units: readonly (readonly [number, string])[] = [
    [DAY, 'd'],
    [HOUR, 'h'],
    [MINUTE, 'min'],
    [1, 's'],
  ];
  const first = units.findIndex(([size]) => seconds >= size);
  if (first === -1) return '0 s';
  const [size, sign] = units[first] ?? [1, 's'];
  const [fineSize, fineSign] = units[first + 1] ?? [1, 's'];
  const rest = Math.trunc((seconds % size) / fineSize);
  const whole = `${Math.trunc(seconds / size)} ${sign}`;
  return rest === 0 || size === 1 ? whole : `${whole} ${rest} ${fineSign}`;
}
