import type { Typing } from '../typing.ts';
import { chunkAt } from './header.ts';
import type { Proposal } from './proposal.ts';

/**
 * Whole objects, for a document in which nothing stands yet but the word under the cursor and comments. `<1:db>` is a place to type over,
 * with what stands there first; equal numbers change together.
 */
export function wholeProposals(
  text: string,
  offset: number,
  path: readonly string[],
  { at, word, lead, isQuoted }: Typing,
): Proposal[] {
  const { start, end } = chunkAt(text, offset);
  const written = text.slice(start, end).replaceAll(/^[ \t]*#.*$/gm, '');
  if (at !== 'key' || path.length > 0 || lead !== '' || isQuoted || written.trim() !== word) return [];
  return Object.entries(wholes).map(([label, lines]) => ({
    label,
    newText: lines.replaceAll(STOP, '$2'),
    snippet: lines.replaceAll(/[\\$}]/g, '\\$&').replaceAll(STOP, '$${$1:$2}'),
    detail: { code: `completion-whole-${label}`, values: {} },
  }));
}

const STOP = /<(\d+):([^>]*)>/g;

const wholes: Readonly<Record<string, string>> = {
  StatefulSet: `apiVersion: v1
kind: Service
metadata:
  name: <1:db>
spec:
  clusterIP: None
  selector:
    app: <1:db>
  ports:
    - name: <2:server>
      port: <3:5432>
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: <1:db>
spec:
  serviceName: <1:db>
  replicas: <4:3>
  selector:
    matchLabels:
      app: <1:db>
  template:
    metadata:
      labels:
        app: <1:db>
    spec:
      containers:
        - name: <2:server>
          image: <5:registry.example/db:1.0>
          ports:
            - name: <2:server>
              containerPort: <3:5432>
          readinessProbe:
            tcpSocket:
              port: <2:server>
          volumeMounts:
            - name: data
              mountPath: <6:/var/lib/db>
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes:
          - ReadWriteOnce
        resources:
          requests:
            storage: <7:10Gi>
`,
  Deployment: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: <1:web>
spec:
  replicas: <2:2>
  selector:
    matchLabels:
      app: <1:web>
  template:
    metadata:
      labels:
        app: <1:web>
    spec:
      containers:
        - name: <3:server>
          image: <4:registry.example/web:1.0>
          ports:
            - name: <5:http>
              containerPort: <6:8080>
          readinessProbe:
            httpGet:
              path: <7:/>
              port: <5:http>
`,
  Service: `apiVersion: v1
kind: Service
metadata:
  name: <1:web>
spec:
  selector:
    app: <1:web>
  ports:
    - name: <2:http>
      port: <3:80>
      targetPort: <4:http>
`,
  PersistentVolumeClaim: `apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: <1:data>
spec:
  accessModes:
    - <2:ReadWriteOnce>
  resources:
    requests:
      storage: <3:10Gi>
`,
  PodDisruptionBudget: `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: <1:db>
spec:
  maxUnavailable: <2:1>
  selector:
    matchLabels:
      app: <1:db>
`,
  StorageClass: `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: <1:fast>
provisioner: <2:csi.example.com>
reclaimPolicy: <3:Delete>
volumeBindingMode: <4:WaitForFirstConsumer>
allowVolumeExpansion: <5:true>
`,
};
