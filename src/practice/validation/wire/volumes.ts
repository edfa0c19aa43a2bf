import { at, isObject, listOf, stringOf } from '../../json.ts';
import { invalidValue, notSupported, required } from '../errors.ts';
import { type Fault, forbidden, invalid, missing, repeated, type Wordings } from '../wording.ts';

/** The server's words about the volumes of a pod (validation-rules.md, rows 185–203). */
export const volumes: Wordings = {
  'field-missing volumeClaimTemplates.metadata.name': namelessClaim,
  'duplicate-volume-name': repeated,
  'not-together volumes.*': forbidden('may not specify more than 1 volume type'),
  'not-together sources.*': forbidden('may not specify more than 1 volume type'),
  'value-not-supported hostPath.type': ({ field, value, values }) =>
    notSupported(field, value, [
      '',
      ...String(values['supported'])
        .split(', ')
        .filter(text => text !== ''),
    ]),
  'invalid-file-mode': invalid('must be a number between 0 and 0777 (octal), both inclusive'),
  'below-minimum emptyDir.sizeLimit': forbidden('SizeLimit field must be a valid resource quantity'),
  'below-minimum serviceAccountToken.expirationSeconds': invalid('may not specify a duration less than 10 minutes'),
  'out-of-range serviceAccountToken.expirationSeconds': ({ field, value }) =>
    invalidValue(
      field,
      value,
      typeof value === 'number' && value < 600
        ? 'may not specify a duration less than 10 minutes'
        : 'may not specify a duration larger than 2^32 seconds',
    ),
  'projected-path-twice': ({ field, value, object }) =>
    invalidValue(field, sourceName(value, object, field), 'conflicting duplicate paths'),
  'one-of-missing items': missing('one of fieldRef and resourceFieldRef is required'),
  'field-not-allowed metadata.*': forbidden('cannot be set for an ephemeral volume'),
  'field-not-allowed options.*': ({ field, path }) =>
    invalidValue(field, path.at(-1), 'kubernetes.io and k8s.io namespaces are reserved'),
  'value-not-supported iqn': invalid('must be valid format'),
  'value-not-supported initiatorName': invalid('must be valid format'),
  'name-too-long iscsi.targetPortal': invalid(
    'Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.',
  ),
  'name-too-long quobyte.tenant': missing('must not exceed 64 characters'),
  'value-not-supported quobyte.registry': invalid('must be a host:port pair or multiple pairs separated by commas'),
  'value-not-supported azureDisk.diskURI': ({ field, value, values }) =>
    notSupported(field, value, [String(values['supported']).startsWith('/') ? managedDisk : blobDisk]),
  'not-together targetWWNs': invalid('targetWWNs and wwids can not be specified simultaneously'),
  'one-of-missing fc': ({ field }) =>
    required(`${field}.targetWWNs`, 'must specify either targetWWNs or wwids, but not both'),
  'not-together flocker.*': ({ field }) => {
    const why = 'datasetName and datasetUUID can not be specified simultaneously';
    return invalidValue(field.replace(/\.[^.]*$/, ''), 'resource', why);
  },
  'invalid-name flocker.datasetName': invalid("must not contain '/'"),
  'one-of-missing flocker': missing('one of datasetName and datasetUUID is required'),
};

const managedDisk = '/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}';
const blobDisk = 'https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd';

/** A claim template without a name makes a volume without a name for a claim without a name. */
function namelessClaim({ field, echoes }: Fault): ReturnType<typeof required>[] {
  return [...echoes, field].map(each => required(each));
}

/** The ConfigMap or Secret whose file takes the place of another one's; the server shows its name, or the path where it has none. */
function sourceName(path: unknown, object: Fault['object'], field: string): unknown {
  const [, index] = /volumes\[(\d+)\]\.projected$/.exec(field) ?? [];
  const template = at(object, 'spec', 'template', 'spec') ?? at(object, 'spec');
  const volume = listOf(at(template, 'volumes'))[Number(index)];
  const owners = listOf(at(volume, 'projected', 'sources')).flatMap(source =>
    [at(source, 'secret'), at(source, 'configMap')].filter(isObject),
  );
  const holding = owners.filter(owner => listOf(owner['items']).some(item => at(item, 'path') === path));
  return stringOf(holding.at(-1)?.['name']) ?? path;
}
