/** Sentences of the command line that belong to no single command, and those of `ordinal practice`. */
export const commandLine = {
  'cli-usage': `Usage: ordinal COMMAND
  check [--format F] [--severity S] PATH…          say what is wrong with manifests
  plan -f FILE [--from FILE | --context NAME]      say what applying a manifest would do, step by step
  why [NAME] [-n NAMESPACE] [--snapshot FILE]      say whether a rollout is stuck, why, and what is safe to do
  watch NAME [-n NAMESPACE] [--timeout DURATION]   follow a rollout to its end
  practice [--port N] [--lesson NAME] [OPTION…]    run a practice cluster until Ctrl+C
  --version                                        say which Ordinal this is`,
  'cli-unknown-command': 'There is no command "{name}". The commands are: {known}.',
  'practice-usage': `Usage: ordinal practice [--port N] [--pace recorded|human] [--speed X] [--state FILE] [--lesson NAME] [--fill SETS]
                        [--kubeconfig FILE] [--name NAME] [--kubernetes-version V]
  --port    0 to 65535; 0 takes a free one
  --pace    human: nodes start and end pods slowly enough to be watched
  --speed   1 to 1000: how much faster than real time everything goes
  --state   keep what the cluster holds in this file, its certificate and token too, and go on from it
  --kubeconfig  write the kubeconfig to this file and leave it there; with --state and --port it serves the next start too
  --name    what cluster, context and user are called; ordinal-practice unless told
  --lesson  begin with one of these, in an empty cluster: {lessons}
  --fill    0 to 5000: begin with so many StatefulSets of ten pods each, all ready
  --kubernetes-version  1.34 to 1.37, also with a patch such as 1.35.2: decides which gates are on; 1.36.2 unless told`,
  'practice-runs':
    'The practice cluster runs until Ctrl+C. Use it with: kubectl --kubeconfig {kubeconfig} get pods --all-namespaces',
  'practice-hint': 'Hint: {hint}',
  'practice-port-taken':
    'The practice cluster could not start: port {port} is taken. Choose another one with --port, or leave it out for a free one.',
  'practice-foreign-file':
    'The practice cluster could not start: {file} was not written by a practice cluster, and is left as it is. Give --kubeconfig the path of a new file.',
  'practice-not-started': 'The practice cluster could not start: {reason}.',
} as const;
