import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readLine } from '../../../../src/cluster/wire/events.ts';

const reasonOf = (line: object) => {
  const read = readLine(JSON.stringify(line));
  return read !== undefined && 'end' in read ? read.end.reason : read?.event.type;
};

describe('a line of a watch', () => {
  it('that is a bookmark says a version, or ends the watch: without one it would go on from anywhere', () => {
    assert.equal(reasonOf({ type: 'BOOKMARK', object: { metadata: { resourceVersion: '7' } } }), 'BOOKMARK');
    for (const object of [
      undefined,
      {},
      { metadata: {} },
      { metadata: { resourceVersion: '' } },
      { metadata: { resourceVersion: 7 } },
    ])
      assert.equal(reasonOf({ type: 'BOOKMARK', object }), 'failed');
  });

  it('that is an error ends the watch: for good where the version is too old, however that is said', () => {
    for (const object of [{ code: 410 }, { reason: 'Expired' }, { reason: 'Gone', code: 500 }])
      assert.equal(reasonOf({ type: 'ERROR', object }), 'gone');
    assert.equal(reasonOf({ type: 'ERROR', object: { code: 500, reason: 'InternalError' } }), 'failed');
    assert.equal(reasonOf({ type: 'ERROR' }), 'failed');
  });

  it('that is no object of the API ends the watch, because what it should have said is lost', () => {
    assert.equal(reasonOf({ type: 'ADDED', object: { kind: 'Pod', apiVersion: 'v1', metadata: {} } }), 'failed');
    assert.equal(
      reasonOf({ type: 'RENAMED', object: { kind: 'Pod', apiVersion: 'v1', metadata: { name: 'web-0' } } }),
      'failed',
    );
    assert.equal(reasonOf([1]), 'failed');
    assert.equal(readLine('  '), undefined);
  });
});
