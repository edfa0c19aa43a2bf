/** A small set with its Service, as people write it. */
export function smallManifest(name: string): string {
  return `${set(name)}---\n${service(name)}`;
}

/** A file of so many documents and about so many lines: sets, and for every third of them its Service and budget. */
export function manyDocuments(documents: number, lines: number): string {
  const makers = [set, service, budget, set, set];
  const long = Math.floor(lines / documents);
  const texts = Array.from({ length: documents }, (_, index) => {
    const place = index % makers.length;
    const text = (makers[place] ?? set)(`app-${place < 3 ? index - place : index}`);
    const missing = Math.max(0, long - text.split('\n').length);
    return makers[place] === set ? longer(text, missing) : annotated(text, missing);
  });
  return texts.join('---\n');
}

/** More environment variables, each of two lines. */
function longer(text: string, lines: number): string {
  const variables = Array.from({ length: Math.floor(lines / 2) }, (_, index) => {
    return `            - name: SETTING_${index}\n              value: "value ${index}"\n`;
  });
  return text.replace('          env:\n', `          env:\n${variables.join('')}`);
}

/** More annotations, one a line. */
function annotated(text: string, lines: number): string {
  const notes = Array.from(
    { length: Math.max(0, lines - 1) },
    (_, index) => `    example.com/note-${index}: note ${index}\n`,
  );
  return text.replace('metadata:\n', `metadata:\n  annotations:\n    example.com/first: first\n${notes.join('')}`);
}

function set(name: string): string {
  return `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: ${name}
  labels:
    app.kubernetes.io/name: ${name}
spec:
  serviceName: ${name}
  replicas: 3
  selector:
    matchLabels:
      app.kubernetes.io/name: ${name}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: ${name}
    spec:
      terminationGracePeriodSeconds: 30
      containers:
        - name: server
          image: registry.example/${name}:1.4.2
          ports:
            - name: client
              containerPort: 5432
          env:
            - name: NAME
              value: ${name}
          readinessProbe:
            tcpSocket:
              port: client
          resources:
            requests:
              cpu: 100m
              memory: 256Mi
          volumeMounts:
            - name: data
              mountPath: /var/lib/data
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes: [ReadWriteOnce]
        resources:
          requests:
            storage: 10Gi
`;
}

function service(name: string): string {
  return `apiVersion: v1
kind: Service
metadata:
  name: ${name}
spec:
  clusterIP: None
  selector:
    app.kubernetes.io/name: ${name}
  ports:
    - name: client
      port: 5432
`;
}

function budget(name: string): string {
  return `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: ${name}
spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      app.kubernetes.io/name: ${name}
`;
}
