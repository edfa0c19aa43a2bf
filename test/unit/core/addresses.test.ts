import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressFamily, isAddressRange, isSpecialAddress } from '../../../src/core/addresses.ts';

test('addresses are told by their family', () => {
  for (const text of ['10.9.8.7', '0.0.0.0', '255.255.255.255', '010.0.0.1'])
    assert.equal(addressFamily(text), 'IPv4', text);
  for (const text of ['::', '::1', 'fd00::4', '2001:db8::ffff', '1:2:3:4:5:6:7:8', '::ffff:10.0.0.1', '1::'])
    assert.equal(addressFamily(text), 'IPv6', text);
});

test('what is nearly an address is none', () => {
  const texts = [
    '',
    'none',
    '10.0.0',
    '10.0.0.256',
    '10.0.0.1.',
    ' 10.0.0.1',
    '1:2:3:4:5:6:7',
    '1::2::3',
    '12345::',
    'fe80::1%eth0',
    '1:2:3:4:5:6:7:8:9',
    ':1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:10.0.0.1',
  ];
  for (const text of texts) assert.equal(addressFamily(text), undefined, text);
});

test('a range is an address and how many of its bits count', () => {
  for (const text of ['10.0.0.0/8', '0.0.0.0/0', '10.0.0.1/32', 'fd00::/64', '::/128'])
    assert.ok(isAddressRange(text), text);
  for (const text of ['10.0.0.0', '10.0.0.0/33', 'fd00::/129', '10.0.0.0/', '10.0.0.0/-1', '/8', '10.0.0.0/8/8'])
    assert.ok(!isAddressRange(text), text);
});

test('loopback, link-local and unspecified addresses are special, others are not', () => {
  for (const text of ['127.0.0.1', '169.254.1.1', '224.0.0.1', '0.0.0.0', '::', '::1', 'fe80::1', 'FE80::1', 'ff02::1'])
    assert.ok(isSpecialAddress(text), text);
  for (const text of [
    '10.0.0.1',
    '203.0.113.7',
    '224.0.1.1',
    '169.253.0.1',
    'fd00::1',
    '2001:db8::1',
    '1::',
    'ff05::1',
  ])
    assert.ok(!isSpecialAddress(text), text);
});
