import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readMarks } from './marks.ts';

const root = path.join(import.meta.dirname, '../fixtures/manifests');

/** The texts of all manifest fixtures, without their marks. */
export function fixtureTexts(): string[] {
  return ['alone', 'around', 'quiet'].flatMap(folder =>
    readdirSync(path.join(root, folder)).map(
      name => readMarks(readFileSync(path.join(root, folder, name), 'utf8')).text,
    ),
  );
}

/** The manifests that a real API server accepted. */
export function acceptedTexts(): string[] {
  return readFileSync(path.join(root, '../verdicts.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
    .filter(row => row.accepted === true)
    .map(row => row.text);
}

/** A small set that nothing is wrong with but that its Service stands elsewhere. `changes` replace pieces of its text. */
export function setText(...changes: readonly (readonly [string, string])[]): string {
  const text = `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
spec:
  serviceName: db
  replicas: 3
  selector:
    matchLabels:
      app: db
  template:
    metadata:
      labels:
        app: db
    spec:
      containers:
        - name: server
          image: registry.example/db:1
          readinessProbe:
            tcpSocket:
              port: 5432
          volumeMounts:
            - name: data
              mountPath: /var/lib/db
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes:
          - ReadWriteOnce
        resources:
          requests:
            storage: 10Gi
`;
  return changes.reduce((changed, [from, to]) => {
    if (!changed.includes(from)) throw new Error(`the manifest has no “${from}”`);
    return changed.replace(from, to);
  }, text);
}

/** A text with `$0` where the cursor is, and the offset of that. */
export function atCursor(marked: string): { readonly text: string; readonly offset: number } {
  const offset = marked.indexOf('$0');
  if (offset < 0) throw new Error('there is no $0 in the text');
  return { text: marked.slice(0, offset) + marked.slice(offset + 2), offset };
}
