import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { resources } from '../../../../src/practice/resources.ts';
import { shopfloor } from '../../../support/practice/shopfloor.ts';
import { namespace, newPod, newService } from '../../../support/practice-cluster.ts';

describe('nslookup in a container', () => {
  it('answers from the endpoint slices: a headless Service with all that are ready, a pod by its name', () => {
    const { run, pod } = shopfloor();
    const addresses = ['web-0', 'web-1'].map(name => pod(name)?.status?.podIP ?? '');
    const all = run('web-0', 'nslookup', 'web');
    assert.equal(all.code, 0);
    for (const address of addresses)
      assert.match(all.out, new RegExp(`Name:\tweb\\.shop\\.svc\\.cluster\\.local\nAddress: ${address}\n`));
    for (const name of [
      'web-1.web',
      'web-1.web.shop',
      'web-1.web.shop.svc',
      'web-1.web.shop.svc.cluster.local',
      'WEB-1.web.shop.svc.cluster.local.',
    ])
      assert.match(run('web-0', 'nslookup', name).out, new RegExp(`Address: ${addresses[1]}\n`), name);
  });

  it('does not know pods that are not ready, not there, or asked for by a name of nothing', () => {
    const { run, create, advance } = shopfloor();
    create(newPod('sick', { hostname: 'sick', subdomain: 'web', nodeName: 'node-1' }, 'a:unready', { app: 'web' }));
    advance(5_000);
    for (const name of ['sick.web', 'web-9.web', 'none', 'a.b.web', 'example.com', 'web.'])
      assert.match(run('web-0', 'nslookup', name).out, /\*\* server can't find .*: NXDOMAIN/, name);
    assert.equal(run('web-0', 'nslookup', 'sick.web').code, 1);
  });

  it('answers with the ports of a Service, one for each pod that is ready', () => {
    const { run, create, advance } = shopfloor();
    create(newService('named', { ports: [{ name: 'http', port: 80, targetPort: 8080 }] }));
    create(newService('front', { clusterIP: '10.96.0.55', ports: [{ name: 'http', port: 80, targetPort: 8080 }] }));
    advance(1_000);
    const own = (name: string) => run('web-0', 'nslookup', '-type=srv', `_http._tcp.${name}`).out;
    assert.match(own('front'), /service = 0 100 80 front\.shop\.svc\.cluster\.local\n/);
    assert.match(run('web-0', 'nslookup', '-type=srv', '_none._tcp.front').out, /NXDOMAIN/);
    assert.match(run('web-0', 'nslookup', '-type=srv', 'front').out, /No answer/);
  });

  it('is asked after the file of hosts by programs', () => {
    const { run, pod } = shopfloor();
    const own = pod('web-0')?.status?.podIP ?? '';
    assert.match(run('web-0', 'getent', 'hosts', 'web-0').out, new RegExp(`^${own} +web-0\n$`));
    assert.equal(run('web-0', 'getent', 'ahosts', 'web').out.split('\n').length, 3);
    assert.equal(run('web-0', 'getent', 'hosts', 'none').code, 2);
  });

  it('answers with the address of a Service that has one, and with the other name of one that is elsewhere', () => {
    const { run, create, advance, registry } = shopfloor();
    create(newService('front', { clusterIP: '10.96.0.55', selector: { app: 'web' } }));
    create(
      newService('far', {
        type: 'ExternalName',
        externalName: 'db.example.com',
        clusterIP: undefined,
        selector: undefined,
        ports: undefined,
      }),
    );
    advance(1_000);
    const address = registry.get(resources.services, namespace, 'front').spec.clusterIP ?? '';
    assert.match(run('web-0', 'nslookup', 'front').out, new RegExp(`Address: ${address}\n`));
    assert.match(run('web-0', 'nslookup', 'far').out, /canonical name = db\.example\.com/);
  });
});
