import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isForBrowsers } from '../../../../src/editor/forward/forwards.ts';

test('a browser is proposed for ports that look like HTTP: by their name, without one by their number', () => {
  const named = ['http', 'https-admin', 'web', 'api-http', 'postgres', 'webhook', 'grpc'];
  assert.deepEqual(
    named.filter(portName => isForBrowsers({ port: 1, portName })),
    ['http', 'https-admin', 'web', 'api-http'],
  );
  const numbers = [80, 443, 8080, 5432, 6379, 9092];
  assert.deepEqual(
    numbers.filter(port => isForBrowsers({ port, portName: undefined })),
    [80, 443, 8080],
  );
  assert.ok(!isForBrowsers({ port: 8080, portName: 'postgres' }));
});
