// Boils the types of client-node down to what kinds of objects may hold: generated/fields.json for checks, generated/meanings.json for hovers.
// Git ignores them; set-up and build call this, and it does nothing while they are up to date. Node built-ins only, as everything that set-up runs.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const roots = {
  StatefulSet: 'V1StatefulSet',
  Deployment: 'V1Deployment',
  Service: 'V1Service',
  PersistentVolumeClaim: 'V1PersistentVolumeClaim',
  PersistentVolume: 'V1PersistentVolume',
  StorageClass: 'V1StorageClass',
  PodDisruptionBudget: 'V1PodDisruptionBudget',
};

/** Fields that are amounts: client-node's types make them plain text, and the server takes numbers too. */
const quantities = new Set([
  'V1ContainerStatus.allocatedResources',
  'V1EmptyDirVolumeSource.sizeLimit',
  'V1PersistentVolumeClaimStatus.allocatedResources',
  'V1PersistentVolumeClaimStatus.capacity',
  'V1PersistentVolumeSpec.capacity',
  'V1PodSpec.overhead',
  'V1ResourceFieldSelector.divisor',
  'V1ResourceRequirements.limits',
  'V1ResourceRequirements.requests',
  'V1VolumeResourceRequirements.limits',
  'V1VolumeResourceRequirements.requests',
]);

const longestMeaning = 600;
const client = new URL('../node_modules/@kubernetes/client-node/', import.meta.url);
const generated = new URL('../generated/', import.meta.url);

/** Writes the tables unless those that are there were made of the same types by the same script. */
export function generateFields() {
  const stamp = stampOf();
  if (read(new URL('stamp', generated)) === stamp) return;
  const types = {};
  const required = {};
  const meanings = {};
  const visit = name => {
    if (types[name] !== undefined) return;
    const declared = readFileSync(new URL(`dist/gen/models/${name}.d.ts`, client), 'utf8');
    types[name] = {};
    for (const { baseName, type, format } of attributesOf(name)) {
      types[name][baseName] = notation(`${name}.${baseName}`, type, format);
      const [comment, mark] = declarationOf(declared, name, baseName);
      if (mark === '') required[name] = [...(required[name] ?? []), baseName];
      if (comment !== undefined) meanings[name] = { ...meanings[name], [baseName]: meaningOf(comment) };
      for (const inner of type.match(/\b(?:Core)?V\d\w*/g) ?? []) visit(inner);
    }
  };
  for (const root of Object.values(roots)) visit(root);
  mkdirSync(generated, { recursive: true });
  write('fields.json', JSON.stringify({ roots, types, required }));
  write('meanings.json', JSON.stringify(meanings));
  write('stamp', stamp);
}

function stampOf() {
  const { version } = JSON.parse(readFileSync(new URL('package.json', client), 'utf8'));
  const script = createHash('sha256')
    .update(readFileSync(new URL(import.meta.url)))
    .digest('hex');
  return `${version} ${script}\n`;
}

/** The fields of a type as client-node's serializer knows them: name, type and format. */
function attributesOf(name) {
  const text = readFileSync(new URL(`dist/gen/models/${name}.js`, client), 'utf8');
  const map = /attributeTypeMap = (\[[\s\S]*?\n\]);/.exec(text)?.[1];
  if (map === undefined) throw changed(`${name} has no attributeTypeMap`);
  return JSON.parse(map);
}

/** The notation is told in src/core/manifest/schema/table.ts. */
function notation(field, type, format) {
  const list = /^Array<(.*)>$/.exec(type)?.[1];
  if (list !== undefined) return `[]${notation(field, list, format)}`;
  const map = /^\{ \[key: string\]: (.*); \}$/.exec(type)?.[1];
  if (map !== undefined) return `{}${notation(field, map, format)}`;
  if (quantities.has(field)) return 'quantity';
  if (type === 'number') return format === '' ? 'number' : format;
  if (type === 'IntOrString') return 'int-or-string';
  if (type === 'Date') return 'time';
  return type;
}

/** The comment above a declared field, if it has one, and `?` if the field may be left out. */
function declarationOf(declared, name, field) {
  const found = new RegExp(
    `(?:/\\*\\*\\n((?: {4}\\* .*\\n)+) {4}\\*/\\n)? {4}'${field.replace('$', '\\$')}'(\\??):`,
  ).exec(declared);
  if (found === null) throw changed(`${name} does not declare ${field}`);
  return [found[1], found[2]];
}

/** The first sentences of a comment. */
function meaningOf(comment) {
  const text = comment
    .replace(/^ {4}\* /gm, '')
    .replace(/\\(['"])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  if (text.length <= longestMeaning) return text;
  const cut = text.slice(0, longestMeaning);
  // A point after which a sentence begins; "i.e. " is none.
  const sentences = /^[\s\S]*\.(?= [A-Z])/.exec(cut)?.[0];
  return sentences ?? `${cut.slice(0, cut.lastIndexOf(' '))}…`;
}

function changed(what) {
  return new Error(`${what}: client-node is generated differently now; scripts/generate-fields.mjs must follow.`);
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** Renamed into place, so that a test or build at the same time never reads half a table. */
function write(name, text) {
  const file = new URL(name, generated);
  const partial = new URL(`${name}.${process.pid}.partial`, generated);
  writeFileSync(partial, text);
  renameSync(partial, file);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) generateFields();
