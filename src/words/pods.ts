/** Sentences of what is done inside pods: shells, forwarded ports, and names looked up. */
export const pods = {
  'choose-shell': 'Open a shell in which pod?',
  'choose-container': 'Which container of {pod}?',
  'container-sidecar': 'sidecar',
  'object-in-context': '{object} in {context}',
  'title-in-context': '{title} · {context}',
  'pod-of': 'Which pod of {object}?',
  'no-container-runs':
    'No container of {pod} is running ({state}), so nothing can be opened in it. Wait until it runs, or ask Why for what keeps it.',
  'no-pod-runs': 'No pod of {object} is running, so nothing can be reached in it. Ask Why for what keeps them.',
  'shell-opened': '--- {shell} in container {container} of {pod} ({where}) ---',
  'shell-none':
    'Container {container} of {pod} has no shell: bash, ash and sh were looked for. Its image holds the program alone (distroless, scratch). A container beside it can look into it:',
  'shell-ended': 'The shell ended with {code}, the code of its last command.',
  'shell-interrupted': 'The shell ended with 130: it was interrupted with Ctrl+C.',
  'shell-killed':
    'The shell ended with 137: it was killed, because the container was stopped or used more memory than it may.',
  'shell-terminated': 'The shell ended with 143: it was told to end, because the container is being stopped.',
  'shell-failed': 'The shell in container {container} of {pod} could not be started: {detail}.',
  'shell-waits':
    'Still waiting: {context} has not opened a shell in {pod} yet. That is given up after {seconds} seconds in all.',
  'shell-given-up':
    '{context} has not opened a shell in {pod} within {seconds} seconds. The cluster or the node of the pod may be away: look at their rows in the tree.',
  'shell-cut': 'The connection to {pod} broke off. What ran in the shell may have ended with it.',
  'shell-disconnected': 'Ordinal is no longer connected to {context}, so this shell has ended.',
  'shell-again': 'Press Enter for a new shell in {pod}, Ctrl+D to close this terminal.',

  'choose-forward': 'Forward a port of what?',
  'forward-port-title': 'Which port of {object}?',
  'forward-port-named': 'port “{name}”',
  'forward-port-container': 'in container {container}',
  'forward-port-target': 'leads to port {target} of its pods',
  'forward-port-all': 'All of them',
  'forward-port-type': 'Type a port…',
  'forward-port-prompt': 'The number of a port at which a program in the pod listens',
  'forward-port-invalid': 'A port is a whole number from 1 to 65535.',
  'forward-local-title': 'Port on this machine for port {port} of {object}',
  'forward-local-prompt':
    'Only programs on this machine reach it (127.0.0.1). Leave it empty for any port that is free.',
  'forward-local-low':
    'Ports below 1024 are mostly kept for administrators, so {proposed} is proposed for port {port}. Only programs on this machine reach it (127.0.0.1). Leave it empty for any port that is free.',
  'forward-local-other':
    'Port {port} cannot be had on this machine, so another is proposed. Only programs on this machine reach it (127.0.0.1).',
  'forward-local-taken':
    'Port {port} of this machine is taken by another program. Forward again and choose another port.',
  'forward-local-forbidden':
    'You may not open port {port} on this machine; those below 1024 are mostly kept for administrators. Forward again and choose another port.',
  'forward-goal': '{object}, port {port}',
  'forward-goal-named': '{object}, port {port} ({name})',
  'forward-started': '{address} now leads to {goal}.',
  'forward-but': 'For now: {waits}.',
  'forward-trouble': '{address}: {trouble}',
  'forward-ready': 'ready',
  'forward-refused': 'nothing answers at port {port} in {pod}: is it the right one, and does the program listen yet?',
  'forward-waits-no-pod': 'waits for {pod}, which does not exist now',
  'forward-waits-not-running': 'waits until {pod} runs ({state})',
  'forward-waits-none-runs': 'waits until a pod of it runs',
  'forward-waits-no-service': 'waits for Service {service}, which does not exist now',
  'forward-waits-away': 'waits for {context}, away since {time}',
  'forward-waits-context': 'waits for the connection to {context}',
  'forward-no-such-port': '{pod} has no port of the name that port {port} of the Service leads to',
  'forward-tooltip':
    'Open to programs of this machine only. It stays open while pods are replaced and while the cluster is away, and ends with this window or when the context is closed.',
  'forward-stopped': 'Ordinal: {address} is closed',
  'forward-none': 'No port is forwarded now. Choose Forward Port on a pod, a set, a Service or a Deployment to begin.',
  'forwards-title': 'Ordinal: Forwarded Ports',
  'forwards-one': '1 port is forwarded into a cluster',
  'forwards-many': '{count} ports are forwarded into clusters',
  'spoken-forward': '{address} leads to {goal}, {state}',
  'fact-leads-to': 'Leads to',
  'fact-in': 'In',
  'fact-node-says': 'The node says',
  'choose-stop-forward': 'Stop forwarding which port?',
  'choose-open-forward': 'Open which forwarded port?',
  'choose-copy-forward': 'Copy the address of which forwarded port?',
  'button-open-browser': 'Open in Browser',
  'button-copy-address': 'Copy Address',
  'button-stop': 'Stop',

  'choose-lookup': 'Look up the names of which StatefulSet?',
  'lookup-which': 'Look up which name, from inside a pod?',
  'lookup-pod': 'name of {pod}',
  'lookup-service': 'all pods that are ready',
  'lookup-port': 'port {name}, and who serves it',
  'lookup-no-service': '{object} has no governing Service that can be read, so its pods have no names to look up.',
  'lookup-no-program':
    'Container {container} of {pod} has none of nslookup and getent, so no name can be looked up in it. Copy this to put a container with tools beside it: {command}',
  'lookup-asking': 'Looking up {name} in {pod}',
  'lookup-head': '{type} {name}, asked in container {container} of {pod} with {program} ({where})',
  'lookup-answer': 'answer:     {answer}',
  'lookup-prediction': 'prediction: {prediction}',
  'lookup-none': 'the name does not exist',
  'lookup-same': 'The same: the name server answers what the endpoint slices tell.',
  'lookup-unpredicted':
    'The endpoint slices cannot be read with your permissions, so there is no prediction to compare.',
  'lookup-silent':
    'The name server did not answer at all. Look whether the pods of CoreDNS (kube-dns in kube-system) run, and whether a NetworkPolicy keeps {pod} from port 53.',
  'lookup-own-hosts':
    'They differ, which means nothing: a pod finds its own name in its file /etc/hosts, whatever the name server says. Others ask the name server.',
  'lookup-not-yet':
    'They differ: {missing} should be found. A name server remembers for up to 30 seconds that a name did not exist; look up again after that. If it stays so, look at the logs of CoreDNS.',
  'lookup-still':
    'They differ: {extra} should not be told any more. A name server remembers an answer for up to 30 seconds; look up again after that.',
  'lookup-differs':
    'They differ: missing {missing}, too many {extra}. A name server remembers an answer for up to 30 seconds; look up again after that. If it stays so, look at the logs of CoreDNS.',

  'kubectl-shell-in': 'Open a shell in container {container} of the pod',
  'kubectl-port-forward': 'Forward port {port} to this machine',

  'log-resumed': '--- the log of {container} of {pod} goes on; some lines may stand twice ---',
  'logs-editor': 'In an editor: the last {lines} lines',
  'logs-containers': 'Logs of which containers?',
  'logs-all-containers': 'All containers',
} as const;
