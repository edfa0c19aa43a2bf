import type { ApiRequest } from '../api/exchange.ts';
import { refusal } from '../api/exchange.ts';
import { targetOf } from '../api/target.ts';
import type { Machine } from '../machine/sandbox.ts';
import { resources } from '../resources.ts';
import { badRequest, internalError, StatusError } from '../status.ts';
import { attachUpgrade } from './attach.ts';
import { execUpgrade } from './exec.ts';
import { portForwardUpgrade } from './port-forward.ts';
import type { Upgrade } from './wire.ts';

interface Options {
  /** Throws 401. */
  readonly authorize: (request: ApiRequest) => void;
  readonly report: (error: unknown) => void;
}

/** What pods serve, by subresource. */
const upgrades = new Map([
  ['exec', execUpgrade],
  ['attach', attachUpgrade],
  ['portforward', portForwardUpgrade],
]);

/** Decides on requests to leave HTTP, as a function from request to answer. It never throws. */
export function createUpgrades(machine: Machine, { authorize, report }: Options): (request: ApiRequest) => Upgrade {
  return request => {
    try {
      authorize(request);
      return decide(machine, request);
    } catch (error) {
      if (error instanceof StatusError) return { refusal: refusal(error) };
      report(error);
      return { refusal: refusal(internalError(error instanceof Error ? error.message : String(error))) };
    }
  };
}

function decide(machine: Machine, request: ApiRequest): Upgrade {
  const wanted = (request.headers['upgrade'] ?? '').toLowerCase();
  const over = wanted === 'websocket' ? 'websocket' : wanted === 'spdy/3.1' ? 'spdy' : undefined;
  if (over === undefined) throw badRequest(`unable to upgrade: no such protocol: ${wanted}`);
  const offered = (request.headers[over === 'websocket' ? 'sec-websocket-protocol' : 'x-stream-protocol-version'] ?? '')
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== '');
  const target = targetOf(request.path);
  const upgrade = target.resource === resources.pods ? upgrades.get(target.subresource ?? '') : undefined;
  if (upgrade === undefined) throw badRequest('unable to upgrade: this path serves no streams');
  return upgrade(machine, { target, request, over, offered });
}
