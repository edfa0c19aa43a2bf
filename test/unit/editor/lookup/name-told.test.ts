import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type NameReport, nameLines } from '../../../../src/editor/lookup/name-told.ts';
import { nameOfRow, namesOf } from '../../../../src/editor/lookup/questions.ts';
import { allSentences } from '../../../../src/words/spoken/all.ts';
import { speaker } from '../../../../src/words/words.ts';

function told(
  answers: readonly string[],
  more: Partial<NameReport> = {},
  answered: Partial<NameReport['answered']> = {},
) {
  const report: NameReport = {
    question: { type: 'A', name: 'web-0.web.shop.svc' },
    place: { namespace: 'shop', name: 'web-1', container: 'app' },
    predicted: ['10.244.0.9'],
    subject: 'web-0',
    answered: {
      program: 'nslookup',
      asked: 'web-0.web.shop.svc.cluster.local',
      answers,
      said: '',
      isSilent: false,
      ...answered,
    },
    ...more,
  };
  return nameLines(report, 'kind / shop', speaker(allSentences));
}

test('an answer stands beside its prediction, with where it was asked', () => {
  assert.deepEqual(told(['10.244.0.9']), [
    'A web-0.web.shop.svc.cluster.local, asked in container app of web-1 with nslookup (kind / shop)',
    '  answer:     10.244.0.9',
    '  prediction: 10.244.0.9',
    '  The same: the name server answers what the endpoint slices tell.',
    '',
  ]);
});

test('both may say that there is no such name', () => {
  const lines = told([], { predicted: [] }, { said: 'NXDOMAIN' });
  assert.deepEqual(lines.slice(1, 3), [
    '  answer:     the name does not exist (NXDOMAIN)',
    '  prediction: the name does not exist',
  ]);
  assert.match(lines[3] ?? '', /The same/);
});

test('what differs is told with what may be the cause', () => {
  assert.match(told([])[3] ?? '', /They differ: 10\.244\.0\.9 should be found\. .* did not exist/);
  assert.match(told(['10.244.0.9'], { predicted: [] })[3] ?? '', /10\.244\.0\.9 should not be told any more/);
  assert.match(told(['10.244.0.8'])[3] ?? '', /missing 10\.244\.0\.9, too many 10\.244\.0\.8/);
  const own = told(['10.244.0.9'], { predicted: [], subject: 'web-1' }, { program: 'getent' });
  assert.match(own[3] ?? '', /its own name in its file \/etc\/hosts/);
  assert.match(told([], {}, { isSilent: true })[3] ?? '', /did not answer at all/);
});

test('without endpoint slices there is an answer, and no prediction', () => {
  const lines = told(['10.244.0.9'], { predicted: undefined });
  assert.equal(lines.length, 4);
  assert.match(lines[2] ?? '', /cannot be read with your permissions/);
});

test('a row leads to its name by its label', () => {
  const names = namesOf({
    ready: [],
    notReady: [],
    service: { name: 'web.shop.svc', addresses: ['10.244.0.9'] },
    ports: [{ name: '_http._tcp.web.shop.svc', targets: ['web-0.web.shop.svc:80'] }],
    pods: [{ pod: 'web-0', name: 'web-0.web.shop.svc', addresses: [], silence: 'not-ready' }],
  });
  assert.deepEqual(nameOfRow('prod|query/A/web.shop.svc', names)?.predicted, ['10.244.0.9']);
  assert.equal(nameOfRow('prod|query/SRV/_http._tcp.web.shop.svc', names)?.type, 'SRV');
  assert.equal(nameOfRow('prod|name/web-0.web.shop.svc', names)?.subject, 'web-0');
  assert.equal(nameOfRow('prod|set/shop/web/uid', names), undefined);
});
