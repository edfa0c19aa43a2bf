/** `14:02:31`, the time of day where the person is. `time` is in milliseconds since 1970. */
export function clockTime(time: number): string {
  const date = new Date(time);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map(part => String(part).padStart(2, '0')).join(':');
}

/** `14:02`, for where there is little room. `time` is in milliseconds since 1970. */
export function clockMinutes(time: number): string {
  return clockTime(time).slice(0, 5);
}
