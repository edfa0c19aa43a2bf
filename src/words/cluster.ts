/**
 * What a cluster refused or failed to do: what happened, and what to do about it. One code for each kind of `ClusterFailure`,
 * and what is wrong with a kubeconfig file.
 */
export const cluster = {
  'failure-the-cluster': 'the cluster',
  'failure-unreachable':
    '{server} cannot be reached ({detail}). Check the network or the VPN, and that the address in the kubeconfig is right.',
  'failure-refused':
    '{server} refuses the connection ({detail}): nothing listens at that address and port. Check that the cluster runs, and the address in the kubeconfig.',
  'failure-name-unknown':
    'The name of {server} is not known ({detail}). Check the network or the VPN that knows it, and the address in the kubeconfig.',
  'failure-no-way': 'There is no way to {server} from here ({detail}). Check the network or the VPN.',
  'failure-cut':
    '{server} ended the connection before it answered ({detail}). It may be starting, or something in between cuts connections; try again.',
  'failure-address': 'The address of {server} in the kubeconfig is none ({detail}). Mend it.',
  'failure-proxy-away':
    'The proxy {proxy} on the way to {server} cannot be reached ({detail}). Check proxy-url in the kubeconfig, HTTPS_PROXY and NO_PROXY, and that the proxy runs.',
  'failure-proxy-refuses':
    'The proxy on the way to {server} does not let the connection through ({detail}). Check proxy-url in the kubeconfig, HTTPS_PROXY and NO_PROXY; 407 means that the proxy wants a login.',
  'failure-timeout': '{server} did not answer in time. It may be busy, or a firewall drops the connection; try again.',
  'failure-certificate':
    'The certificate of {server} is not trusted ({detail}). Check certificate-authority and tls-server-name of this cluster in the kubeconfig.',
  'failure-certificate-expired':
    "The certificate of {server} has expired ({detail}). Whoever runs the cluster must renew it; check this machine's clock first.",
  'failure-certificate-early':
    "The certificate of {server} is not valid yet ({detail}). Check this machine's clock, then the clock of the server.",
  'failure-certificate-name':
    'The certificate of {server} is for another name ({detail}). Check the address and tls-server-name of this cluster in the kubeconfig.',
  'failure-certificate-unknown':
    'The certificate of {server} is signed by nobody whom the kubeconfig trusts ({detail}). Check certificate-authority of this cluster in the kubeconfig: the cluster may have been made anew, or something in between answers in its place.',
  'failure-no-tls': '{server} does not speak TLS ({detail}). Check scheme and port of the address in the kubeconfig.',
  'failure-unauthorized':
    '{server} does not accept your credentials. Log in again the way you do for kubectl, then retry.',
  'failure-forbidden': 'You are not allowed to do this: {detail}. Ask whoever runs the cluster for this permission.',
  'failure-not-found': 'It does not exist on the cluster (any more): {detail}. Refresh and look again.',
  'failure-conflict': 'It was changed on the cluster in the meantime: {detail}. Look at what changed, then try again.',
  'failure-invalid': 'The API server refuses this: {detail}. Mend the named fields and try again.',
  'failure-busy': '{server} has too much to do and asks to wait. Try again in a moment.',
  'failure-busy-until': '{server} has too much to do and asks to wait {seconds} s. Try again after that.',
  'failure-not-kubernetes':
    '{server} answers, but not as a Kubernetes API server does. A login page or a proxy may stand in front of it; check the address in the kubeconfig.',
  'failure-server': '{server} failed to answer: {detail}. If it goes on, look at the logs of the API server.',
  'failure-credentials':
    'The credentials named in the kubeconfig cannot be had: {detail}. Run the same with kubectl to log in, then retry.',
  'failure-untrusted':
    'The kubeconfig wants to run "{detail}" to log in, and nothing is run before you allow it. Try again to see the command and allow it.',
  'failure-aborted': 'The request was ended before an answer came.',

  'kubeconfig-unreadable': '{file} cannot be read ({detail}); its contexts are left out. Check its permissions.',
  'kubeconfig-broken':
    '{file}, line {line}: this is not YAML ({detail}). Its contexts are left out until it is mended.',
  'kubeconfig-not-a-config':
    '{file} is not a kubeconfig: {detail} is not what it should be. Its contexts are left out.',
  'kubeconfig-duplicate-name': '{file}, line {line}: a second entry is named {detail}; the first one is used.',
  'kubeconfig-missing-cluster':
    '{file}: context {context} names the cluster {detail}, which is in no file. Mend the context.',
  'kubeconfig-missing-user':
    '{file}: context {context} names the user {detail}, which is in no file. Mend the context.',
  'kubeconfig-missing-server':
    '{file}, line {line}: cluster {detail} has no server address. Its contexts cannot be used.',
} as const;
