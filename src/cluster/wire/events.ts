import { ClusterError, type WatchEnd, type WatchEvent } from '../connection.ts';
import { failureOfStatus } from './failures.ts';
import { type Fields, fieldsOf, isKubernetesObject, parseJson } from './json.ts';

/** What a line of a watch says: an event, or that the watch is over. Blank lines say nothing. */
export type Line = { readonly event: WatchEvent } | { readonly end: WatchEnd } | undefined;

/**
 * Reads one line of a watch. A line that is no event ends the watch with `not-kubernetes`: what it should have said is lost, so going on
 * would leave a hole. Too old a version comes as an ERROR event inside an answer of 200. Fact I7.
 */
export function readLine(line: string): Line {
  if (line.trim() === '') return undefined;
  const { type, object } = fieldsOf(parseJson(line));
  if (type === 'ERROR') return { end: endOf(fieldsOf(object)) };
  if (type === 'BOOKMARK') {
    const version = fieldsOf(fieldsOf(object)['metadata'])['resourceVersion'];
    // An empty one would be a watch from anywhere.
    return typeof version === 'string' && version !== '' ? { event: { type, resourceVersion: version } } : garbled();
  }
  if ((type === 'ADDED' || type === 'MODIFIED' || type === 'DELETED') && isKubernetesObject(object)) {
    return { event: { type, object } };
  }
  return garbled();
}

function endOf(status: Fields): WatchEnd {
  if (status['code'] === 410 || status['reason'] === 'Expired' || status['reason'] === 'Gone')
    return { reason: 'gone' };
  return { reason: 'failed', error: new ClusterError(failureOfStatus(status)) };
}

function garbled(): Line {
  return { end: { reason: 'failed', error: new ClusterError({ kind: 'not-kubernetes', detail: 'watch' }) } };
}
