import { isObject, type JsonObject } from '../json.ts';

/**
 * Since 1.32 kubectl sends what `kubectl create …` and `kubectl drain` make as protobuf, and no server may refuse it. These are the numbers
 * of the fields that such requests use; a message with another one is not understood, and the caller answers 415.
 */
export const protobufType = 'application/vnd.kubernetes.protobuf';

/**
 * Number, name and type of a field. `text`, `int`, `bool` are values whose zero is an absent one; `text?`, `int?`, `bool?` are pointers, whose
 * zero counts; `map` is a map of strings, `bytes-map` one of bytes, `Quantity-map` one of amounts; `skip` is passed over; anything else is a message. `[]` makes a list.
 */
const messages: Readonly<Record<string, readonly string[]>> = {
  Namespace: ['1 metadata ObjectMeta', '2 spec NamespaceSpec', '3 status skip'],
  NamespaceSpec: ['1 finalizers text[]'],
  ConfigMap: ['1 metadata ObjectMeta', '2 data map', '3 binaryData bytes-map', '4 immutable bool?'],
  Secret: ['1 metadata ObjectMeta', '2 data bytes-map', '3 type text', '4 stringData map', '5 immutable bool?'],
  ServiceAccount: ['1 metadata ObjectMeta', '4 automountServiceAccountToken bool?'],
  Service: ['1 metadata ObjectMeta', '2 spec ServiceSpec', '3 status skip'],
  ServiceSpec: [
    '1 ports ServicePort[]',
    '2 selector map',
    '3 clusterIP text',
    '4 type text',
    '5 externalIPs text[]',
    '7 sessionAffinity text',
    '8 loadBalancerIP text',
    '10 externalName text',
    '11 externalTrafficPolicy text',
    '12 healthCheckNodePort int',
    '13 publishNotReadyAddresses bool',
    '18 clusterIPs text[]',
  ],
  ServicePort: [
    '1 name text',
    '2 protocol text',
    '3 port int',
    '4 targetPort IntOrString',
    '5 nodePort int',
    '6 appProtocol text?',
  ],
  Deployment: ['1 metadata ObjectMeta', '2 spec DeploymentSpec', '3 status skip'],
  DeploymentSpec: [
    '1 replicas int?',
    '2 selector LabelSelector',
    '3 template PodTemplateSpec',
    '4 strategy skip',
    '5 minReadySeconds int',
    '6 revisionHistoryLimit int?',
    '7 paused bool',
    '9 progressDeadlineSeconds int?',
  ],
  LabelSelector: ['1 matchLabels map'],
  PodTemplateSpec: ['1 metadata ObjectMeta', '2 spec PodSpec'],
  PodSpec: [
    '2 containers Container[]',
    '3 restartPolicy text',
    '6 dnsPolicy text',
    '8 serviceAccountName text',
    '9 serviceAccount text',
    '10 nodeName text',
    '11 hostNetwork bool',
    '12 hostPID bool',
    '13 hostIPC bool',
    '16 hostname text',
    '17 subdomain text',
    '19 schedulerName text',
    '24 priorityClassName text',
  ],
  Container: [
    '1 name text',
    '2 image text',
    '3 command text[]',
    '4 args text[]',
    '5 workingDir text',
    '6 ports ContainerPort[]',
    '8 resources skip',
    '13 terminationMessagePath text',
    '14 imagePullPolicy text',
    '16 stdin bool',
    '17 stdinOnce bool',
    '18 tty bool',
    '20 terminationMessagePolicy text',
  ],
  ContainerPort: ['1 name text', '2 hostPort int', '3 containerPort int', '4 protocol text', '5 hostIP text'],
  PodDisruptionBudget: ['1 metadata ObjectMeta', '2 spec PodDisruptionBudgetSpec', '3 status skip'],
  PodDisruptionBudgetSpec: ['1 minAvailable IntOrString', '2 selector LabelSelector', '3 maxUnavailable IntOrString'],
  ResourceQuota: ['1 metadata ObjectMeta', '2 spec ResourceQuotaSpec', '3 status skip'],
  ResourceQuotaSpec: ['1 hard Quantity-map', '2 scopes text[]'],
  PriorityClass: [
    '1 metadata ObjectMeta',
    '2 value int',
    '3 globalDefault bool',
    '4 description text',
    '5 preemptionPolicy text?',
  ],
  Role: ['1 metadata ObjectMeta', '2 rules PolicyRule[]'],
  ClusterRole: ['1 metadata ObjectMeta', '2 rules PolicyRule[]', '3 aggregationRule AggregationRule'],
  AggregationRule: ['1 clusterRoleSelectors LabelSelector[]'],
  PolicyRule: [
    '1 verbs text[]',
    '2 apiGroups text[]',
    '3 resources text[]',
    '4 resourceNames text[]',
    '5 nonResourceURLs text[]',
  ],
  RoleBinding: ['1 metadata ObjectMeta', '2 subjects Subject[]', '3 roleRef RoleRef'],
  ClusterRoleBinding: ['1 metadata ObjectMeta', '2 subjects Subject[]', '3 roleRef RoleRef'],
  Subject: ['1 kind text', '2 apiGroup text', '3 name text', '4 namespace text'],
  RoleRef: ['1 apiGroup text', '2 kind text', '3 name text'],
  Quantity: ['1 string text'],
  SelfSubjectAccessReview: ['1 metadata ObjectMeta', '2 spec SelfSubjectAccessReviewSpec', '3 status skip'],
  SelfSubjectAccessReviewSpec: [
    '1 resourceAttributes ResourceAttributes',
    '2 nonResourceAttributes NonResourceAttributes',
  ],
  NonResourceAttributes: ['1 path text', '2 verb text'],
  ResourceAttributes: [
    '1 namespace text',
    '2 verb text',
    '3 group text',
    '4 version text',
    '5 resource text',
    '6 subresource text',
    '7 name text',
  ],
  SelfSubjectReview: ['1 metadata ObjectMeta', '2 status skip'],
  SelfSubjectRulesReview: ['1 metadata ObjectMeta', '2 spec SelfSubjectRulesReviewSpec', '3 status skip'],
  SelfSubjectRulesReviewSpec: ['1 namespace text'],
  Eviction: ['1 metadata ObjectMeta', '2 deleteOptions DeleteOptions'],
  DeleteOptions: [
    '1 gracePeriodSeconds int?',
    '2 preconditions Preconditions',
    '3 orphanDependents bool?',
    '4 propagationPolicy text?',
    '5 dryRun text[]',
  ],
  Preconditions: ['1 uid text?', '2 resourceVersion text?'],
  ObjectMeta: [
    '1 name text',
    '2 generateName text',
    '3 namespace text',
    '4 selfLink text',
    '5 uid text',
    '6 resourceVersion text',
    '7 generation int',
    '8 creationTimestamp skip',
    '11 labels map',
    '12 annotations map',
    '14 finalizers text[]',
  ],
  IntOrString: ['1 type int', '2 intVal int', '3 strVal text'],
  Unknown: ['1 typeMeta TypeMeta', '2 raw bytes', '3 contentEncoding text', '4 contentType text'],
  TypeMeta: ['1 apiVersion text', '2 kind text'],
};

interface FieldCode {
  readonly name: string;
  readonly type: string;
  readonly isList: boolean;
}

/** The object in a protobuf body; undefined for kinds and fields that are not in the table. */
export function readProtobuf(body: Buffer): JsonObject | undefined {
  if (body.subarray(0, 4).toString('latin1') !== 'k8s\0') return undefined;
  const envelope = readMessage('Unknown', body.subarray(4));
  const typeMeta = envelope?.['typeMeta'];
  const kind = isObject(typeMeta) && typeof typeMeta['kind'] === 'string' ? typeMeta['kind'] : '';
  const raw = envelope?.['raw'];
  if (!Buffer.isBuffer(raw) || !isObject(typeMeta)) return undefined;
  const object = readMessage(kind, raw);
  return object === undefined ? undefined : { ...typeMeta, ...object };
}

function readMessage(message: string, bytes: Buffer): JsonObject | undefined {
  const codes = Object.hasOwn(messages, message) ? messages[message] : undefined;
  const fields = codes === undefined ? undefined : readFields(bytes);
  if (codes === undefined || fields === undefined) return undefined;
  const known = new Map(codes.map(parseCode));
  const result = new Map<string, unknown>();
  for (const { number, value } of fields) {
    const code = known.get(number);
    if (code === undefined) return undefined;
    if (code.type === 'skip') continue;
    const read = readField(code.type, value);
    if (read === undefined) return undefined;
    put(result, code, read.value);
  }
  return Object.fromEntries(result);
}

function parseCode(text: string): readonly [number, FieldCode] {
  const [number = '', name = '', type = ''] = text.split(' ');
  return [Number(number), { name, type: type.replace('[]', ''), isList: type.endsWith('[]') }];
}

function put(result: Map<string, unknown>, { name, type, isList }: FieldCode, value: unknown): void {
  const had = result.get(name);
  if (isList) result.set(name, [...(Array.isArray(had) ? had : []), value]);
  else if (type === 'map' || type.endsWith('-map'))
    result.set(name, { ...(isObject(had) ? had : {}), ...(isObject(value) ? value : {}) });
  else if (value !== '' && value !== 0 && value !== false) result.set(name, value);
  else if (type.endsWith('?')) result.set(name, value);
}

function readField(type: string, value: number | Buffer): { readonly value: unknown } | undefined {
  const bare = type.replace('?', '');
  if (typeof value === 'number')
    return bare === 'int' ? { value } : bare === 'bool' ? { value: value !== 0 } : undefined;
  if (bare === 'text') return { value: value.toString('utf8') };
  if (bare === 'bytes') return { value };
  if (bare === 'map' || bare === 'bytes-map')
    return readEntry(value, part => part.toString(bare === 'map' ? 'utf8' : 'base64'));
  if (bare === 'Quantity-map')
    return readEntry(value, part => String(readMessage('Quantity', part)?.['string'] ?? '0'));
  const message = readMessage(bare, value);
  if (message === undefined) return undefined;
  return {
    value:
      bare === 'IntOrString' ? (message['type'] === 1 ? (message['strVal'] ?? '') : (message['intVal'] ?? 0)) : message,
  };
}

/** An entry of a map is a message of its key and its value. */
function readEntry(bytes: Buffer, read: (part: Buffer) => string): { readonly value: JsonObject } | undefined {
  const fields = readFields(bytes);
  if (fields === undefined) return undefined;
  const part = (number: number): Buffer => {
    const found = fields.find(field => field.number === number)?.value;
    return Buffer.isBuffer(found) ? found : Buffer.alloc(0);
  };
  return { value: { [part(1).toString('utf8')]: read(part(2)) } };
}

interface WireField {
  readonly number: number;
  readonly value: number | Buffer;
}

/** The fields of a message in order; undefined if the bytes are no message. */
function readFields(bytes: Buffer): WireField[] | undefined {
  const fields: WireField[] = [];
  for (let place = 0; place < bytes.length; ) {
    const tag = readVarint(bytes, place);
    const value = tag === undefined ? undefined : readVarint(bytes, tag.end);
    if (tag === undefined || value === undefined) return undefined;
    const number = tag.value >>> 3;
    if ((tag.value & 7) === 0) {
      fields.push({ number, value: value.value });
      place = value.end;
    } else if ((tag.value & 7) === 2 && value.end + value.value <= bytes.length) {
      fields.push({ number, value: bytes.subarray(value.end, value.end + value.value) });
      place = value.end + value.value;
    } else return undefined;
  }
  return fields;
}

/** Negative integers come as ten bytes; they are read as 64 bits with a sign. */
function readVarint(bytes: Buffer, start: number): { readonly value: number; readonly end: number } | undefined {
  let value = 0n;
  for (let index = 0; index < 10; index += 1) {
    const byte = bytes[start + index];
    if (byte === undefined) return undefined;
    value |= BigInt(byte & 0x7f) << BigInt(7 * index);
    if (byte < 0x80) return { value: Number(BigInt.asIntN(64, value)), end: start + index + 1 };
  }
  return undefined;
}
