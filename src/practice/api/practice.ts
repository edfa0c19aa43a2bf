import { isFate } from '../controllers/fates.ts';
import { at, isObject } from '../json.ts';
import { lessons } from '../lessons/lessons.ts';
import type { School } from '../lessons/school.ts';
import type { Order, OrderBook } from '../orders.ts';
import type { Registry } from '../registry.ts';
import { resources } from '../resources.ts';
import { badRequest, methodNotAllowed, noSuchPath } from '../status.ts';
import { type ApiRequest, type ApiResponse, jsonResponse } from './exchange.ts';
import { apiFaults, isApiFault } from './fault-orders.ts';

/** What a practice cluster can do that no other can. */
export interface PracticeControl {
  readonly book: OrderBook;
  readonly school: School;
}

/**
 * `/practice/v1/…`, which only a practice cluster has: `orders` (GET, POST of an Order, DELETE of all), `lessons` (GET), `lesson`
 * (GET, PUT `{"lesson": NAME}`). Throws 400 for what is no order, 404 for what there is not.
 */
export function servePractice(
  registry: Registry,
  control: PracticeControl | undefined,
  request: ApiRequest,
): ApiResponse {
  const [, version, what, ...more] = request.path;
  if (control === undefined || version !== 'v1' || more.length > 0) throw noSuchPath();
  const { book, school } = control;
  switch (`${request.method} ${what ?? ''}`) {
    case 'GET orders':
      return jsonResponse(200, book.orders());
    case 'POST orders':
      book.give(readOrder(registry, bodyOf(request)));
      return jsonResponse(200, book.orders());
    case 'DELETE orders':
      book.clear();
      return jsonResponse(200, book.orders());
    case 'GET lessons':
      return jsonResponse(200, { lessons: lessons.map(({ name }) => name) });
    case 'GET lesson':
      return jsonResponse(200, school.state() ?? {});
    case 'PUT lesson':
      school.begin(textIn(bodyOf(request), 'lesson'));
      return jsonResponse(200, school.state());
  }
  if (['orders', 'lessons', 'lesson'].includes(what ?? '')) throw methodNotAllowed();
  throw noSuchPath();
}

function bodyOf(request: ApiRequest): unknown {
  try {
    const body: unknown = JSON.parse(request.body);
    if (isObject(body)) return body;
  } catch {
    // told below
  }
  throw badRequest('the body must be a JSON object');
}

/** An order as it came over the wire. Throws 400, and 404 for a node that is not there. */
function readOrder(registry: Registry, body: unknown): Order {
  const order = at(body, 'order');
  switch (order) {
    case 'node': {
      const node = textIn(body, 'node');
      registry.get(resources.nodes, undefined, node);
      return { order, node, lost: switchIn(body, 'lost') };
    }
    case 'provisioner':
      return { order, down: switchIn(body, 'down') };
    case 'quota':
      return { order, namespace: textIn(body, 'namespace'), full: switchIn(body, 'full') };
    case 'claim':
      return { order, namespace: textIn(body, 'namespace'), name: textIn(body, 'name'), full: switchIn(body, 'full') };
    case 'image':
      return { order, image: textIn(body, 'image'), ...fateIn(body) };
    case 'pod':
      return { order, namespace: textIn(body, 'namespace'), name: textIn(body, 'name'), ...fateIn(body) };
    case 'api': {
      const fault = at(body, 'fault');
      if (!isApiFault(fault)) throw badRequest(`fault: must be one of ${apiFaults.join(', ')}`);
      const every = numberIn(body, 'every', { least: 1, most: 1_000, untold: 1 });
      return { order, fault, every, seconds: numberIn(body, 'seconds', { least: 0, most: 600, untold: 60 }) };
    }
    default:
      throw badRequest('order: must be one of node, provisioner, quota, claim, image, pod, api');
  }
}

const longestText = 512;

function textIn(body: unknown, field: string): string {
  const text = at(body, field);
  if (typeof text === 'string' && text !== '' && text.length <= longestText) return text;
  throw badRequest(`${field}: must be a text of 1 to ${longestText} characters`);
}

function switchIn(body: unknown, field: string): boolean {
  const value = at(body, field);
  if (typeof value === 'boolean') return value;
  throw badRequest(`${field}: must be true or false`);
}

interface Bounds {
  readonly least: number;
  readonly most: number;
  /** What holds when nothing is told. */
  readonly untold: number;
}

function numberIn(body: unknown, field: string, { least, most, untold }: Bounds): number {
  const value = at(body, field) ?? untold;
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
  throw badRequest(`${field}: must be a whole number from ${least} to ${most}`);
}

function fateIn(body: unknown): Pick<Extract<Order, { order: 'image' }>, 'fate'> {
  const fate = at(body, 'fate');
  if (fate === undefined || fate === null) return {};
  if (isFate(fate)) return { fate };
  throw badRequest('fate: must be one of ready, image-missing, crash-loop, never-ready, slow');
}
