import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  addressesOfGetent,
  addressesOfNslookup,
  differenceOf,
  domainOf,
  targetsOfNslookup,
} from '../../../../src/core/service/asked.ts';

const NEW_BUSYBOX = `Server:\t\t10.96.0.10
Address:\t10.96.0.10:53

Name:\tweb.shop.svc.cluster.local
Address: 10.244.0.10
Name:\tweb.shop.svc.cluster.local
Address: 10.244.0.9

*** Can't find web.shop.svc.cluster.local: No answer
`;

const OLD_BUSYBOX = `Server:    10.96.0.10
Address 1: 10.96.0.10 kube-dns.kube-system.svc.cluster.local

Name:      web.shop.svc
Address 1: 10.244.0.9 web-0.web.shop.svc.cluster.local
Address 2: fd00::9 web-0.web.shop.svc.cluster.local
`;

const BIND = `Server:\t\t10.96.0.10
Address:\t10.96.0.10#53

Name:\tweb.shop.svc.cluster.local
Address: 10.244.0.9
`;

test('addresses are read of every nslookup, and the name server is none of them', () => {
  assert.deepEqual(addressesOfNslookup(NEW_BUSYBOX), ['10.244.0.9', '10.244.0.10']);
  assert.deepEqual(addressesOfNslookup(OLD_BUSYBOX), ['10.244.0.9', 'fd00::9']);
  assert.deepEqual(addressesOfNslookup(BIND), ['10.244.0.9']);
  assert.deepEqual(
    addressesOfNslookup("Server:\t10.96.0.10\nAddress:\t10.96.0.10:53\n\n** server can't find x: NXDOMAIN\n"),
    [],
  );
});

test('targets of services come without the domain of the cluster', () => {
  const text = `_http._tcp.web.shop.svc.cluster.local\tservice = 0 50 80 web-1.web.shop.svc.cluster.local.
_http._tcp.web.shop.svc.cluster.local\tservice = 0 50 80 web-0.web.shop.svc.cluster.local
`;
  assert.deepEqual(targetsOfNslookup(text, 'cluster.local'), ['web-0.web.shop.svc:80', 'web-1.web.shop.svc:80']);
  assert.deepEqual(targetsOfNslookup(text, undefined).length, 2);
  assert.match(targetsOfNslookup(text, 'other.domain')[0] ?? '', /cluster\.local:80$/);
});

test('getent prints an address at the beginning of each line', () => {
  const text = `10.244.0.9      STREAM web.shop.svc.cluster.local
10.244.0.9      DGRAM
10.244.0.10     STREAM
fd00::9         RAW
`;
  assert.deepEqual(addressesOfGetent(text), ['10.244.0.9', '10.244.0.10', 'fd00::9']);
  assert.deepEqual(addressesOfGetent(''), []);
});

test('the domain of the cluster is what a pod searches after svc', () => {
  assert.equal(
    domainOf('nameserver 10.96.0.10\nsearch shop.svc.k8s.example svc.k8s.example k8s.example\noptions ndots:5\n'),
    'k8s.example',
  );
  assert.equal(domainOf('nameserver 1.1.1.1\nsearch office.example\n'), undefined);
  assert.equal(domainOf(''), undefined);
});

test('an answer differs by what is missing and by what is too much, whatever the order', () => {
  assert.equal(differenceOf(['a', 'b'], ['b', 'a']), undefined);
  assert.equal(differenceOf([], []), undefined);
  assert.deepEqual(differenceOf(['a', 'b'], ['b', 'c']), { missing: ['a'], extra: ['c'] });
});
