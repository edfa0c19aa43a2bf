import { at, isList, isObject, type JsonObject, listOf, objectOf, stringOf } from '../json.ts';

/** Fields that are absent get their default; a field that is there stays. */
export function filled(object: JsonObject, defaults: JsonObject): JsonObject {
  const missing = Object.entries(defaults).filter(([key]) => object[key] === undefined);
  return missing.length === 0 ? object : { ...object, ...Object.fromEntries(missing) };
}

/** A copy with `change` applied to the object (or to every object of the list) under `key`, where there is one. */
export function changed(object: JsonObject, key: string, change: (value: JsonObject) => JsonObject): JsonObject {
  const value = object[key];
  if (isObject(value)) return { ...object, [key]: change(value) };
  if (!isList(value)) return object;
  return { ...object, [key]: value.map(item => (isObject(item) ? change(item) : item)) };
}

/** What the server fills into a pod template (validation-rules.md section 6). */
export function defaultPodTemplate(template: JsonObject): JsonObject {
  return { ...template, spec: defaultPodSpec(objectOf(template['spec'])) };
}

/** What the server fills into a pod's spec, in a template or not. */
export function defaultPodSpec(spec: JsonObject): JsonObject {
  const account = stringOf(spec['serviceAccountName']) ?? stringOf(spec['serviceAccount']);
  let filledSpec = filled(spec, {
    restartPolicy: 'Always',
    dnsPolicy: 'ClusterFirst',
    schedulerName: 'default-scheduler',
    terminationGracePeriodSeconds: 30,
    securityContext: {},
    ...(account === undefined ? {} : { serviceAccountName: account, serviceAccount: account }),
  });
  for (const key of ['containers', 'initContainers', 'ephemeralContainers']) {
    filledSpec = changed(filledSpec, key, defaultContainer);
  }
  return changed(filledSpec, 'volumes', defaultVolume);
}

function defaultContainer(container: JsonObject): JsonObject {
  let result = filled(container, {
    resources: {},
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    imagePullPolicy: pullPolicy(stringOf(container['image']) ?? ''),
  });
  result = changed(result, 'ports', port => filled(port, { protocol: 'TCP' }));
  result = changed(result, 'env', defaultVariable);
  for (const key of ['livenessProbe', 'readinessProbe', 'startupProbe']) result = changed(result, key, defaultProbe);
  return changed(result, 'lifecycle', lifecycle => {
    const start = changed(lifecycle, 'postStart', defaultHandler);
    return changed(start, 'preStop', defaultHandler);
  });
}

/** `Always` for `:latest` and for images without a tag; a digest counts as a tag. */
function pullPolicy(image: string): string {
  if (image.includes('@')) return 'IfNotPresent';
  const tag = /:([^/:]+)$/.exec(image)?.[1];
  return tag === undefined || tag === 'latest' ? 'Always' : 'IfNotPresent';
}

function defaultVariable(variable: JsonObject): JsonObject {
  return changed(variable, 'valueFrom', source => {
    const withField = changed(source, 'fieldRef', field => filled(field, { apiVersion: 'v1' }));
    return changed(withField, 'resourceFieldRef', field => filled(field, { divisor: '0' }));
  });
}

function defaultProbe(probe: JsonObject): JsonObject {
  const numbers = { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 };
  // 0 counts as unset: the server cannot tell it from an absent number
  const set = Object.fromEntries(Object.entries(probe).filter(([key, value]) => !(value === 0 && key in numbers)));
  return defaultHandler(changed(filled(set, numbers), 'grpc', grpc => filled(grpc, { service: '' })));
}

function defaultHandler(handler: JsonObject): JsonObject {
  return changed(handler, 'httpGet', get => filled(get, { path: '/', scheme: 'HTTP' }));
}

const modeSources = ['configMap', 'secret', 'projected', 'downwardAPI'];

function defaultVolume(volume: JsonObject): JsonObject {
  let result: JsonObject = Object.keys(volume).every(key => key === 'name') ? { ...volume, emptyDir: {} } : volume;
  for (const key of modeSources) result = changed(result, key, source => filled(source, { defaultMode: 420 }));
  result = changed(result, 'hostPath', path => filled(path, { type: '' }));
  result = changed(result, 'iscsi', disk => filled(disk, { iscsiInterface: 'default' }));
  result = changed(result, 'image', image =>
    filled(image, { pullPolicy: pullPolicy(stringOf(image['reference']) ?? '') }),
  );
  return changed(result, 'projected', projected =>
    changed(projected, 'sources', source =>
      changed(source, 'serviceAccountToken', token => filled(token, { expirationSeconds: 3600 })),
    ),
  );
}

/** `BestEffort`, `Burstable` or `Guaranteed`, from what the containers ask for. */
export function qosClass(spec: JsonObject): string {
  const containers = [...listOf(spec['initContainers']), ...listOf(spec['containers'])].map(objectOf);
  const names = ['cpu', 'memory'];
  const isAsking = containers.some(container =>
    ['requests', 'limits'].some(part => names.some(name => at(container, 'resources', part, name) !== undefined)),
  );
  if (!isAsking) return 'BestEffort';
  const guaranteed = containers.every(container =>
    names.every(name => {
      const limit = at(container, 'resources', 'limits', name);
      return limit !== undefined && (at(container, 'resources', 'requests', name) ?? limit) === limit;
    }),
  );
  return guaranteed ? 'Guaranteed' : 'Burstable';
}
