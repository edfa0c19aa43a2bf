/** Sentences for the codes of what is at odds with other documents. */
export const workspace = {
  'service-not-found':
    'There is no Service “{service}” in this folder. Without it the pods of {set} get no DNS names. Correct the name or add a headless Service.',
  'headless-service-expected':
    'Service “{service}” is not headless (clusterIP: None), so its name leads to one virtual address, and DNS names of single pods are not promised.',
  'service-external-name':
    'Service “{service}” is of type ExternalName and cannot give the pods of {set} their DNS names. Name a headless Service.',
  'service-without-selector':
    'Service “{service}” has no selector, so it finds no pods and the pods of {set} get no DNS names. Add the labels of the pod template as its selector.',
  'service-selects-other-pods':
    'Service “{service}” selects {wanted}, but the pods of {set} have {found}, so they get no DNS names. Make the two equal.',
  'service-selects-missing-label':
    'Service “{service}” selects {wanted}, which the pods of {set} do not have, so they get no DNS names. Add the label to the pod template or remove it from the Service.',
  'volumes-too-few':
    'There are volumes for {bound} of {replicas} pods. Pod {pod} would wait for ever, because no volume is left for its claim {claim}. Add a volume or lower the replicas.',
  'volumes-too-small':
    'Pod {pod} would wait for ever: its claim {claim} asks for {size}, but volume {volume}, which is left, has {volumeSize}. Ask for less or make the volume larger.',
  'volumes-access-modes':
    'Pod {pod} would wait for ever: its claim {claim} asks for {modes}, but volume {volume}, which is left, offers {volumeModes}. Make them agree.',
  'volumes-mode':
    'Pod {pod} would wait for ever: its claim {claim} and volume {volume}, which is left, differ in volumeMode ({volumeMode} on the volume). Make them agree.',
  'volumes-attributes-class':
    'Pod {pod} would wait for ever: its claim {claim} and volume {volume}, which is left, differ in volumeAttributesClassName (“{attributesClass}” on the volume). Make them agree.',
  'volumes-selector':
    'Pod {pod} would wait for ever: the selector of its claim {claim} does not match the labels of volume {volume}, which is left. Make them agree.',
  'volumes-class':
    'Pod {pod} would wait for ever: its claim {claim} asks for a volume without a class, but volume {volume} has the class “{className}”. Make them agree.',
  'service-in-other-namespace':
    'Service “{service}” is in the namespace “{namespace}”, but {set} is in “{own}”, so its pods get no DNS names. Put both into one namespace.',
  'service-has-other-name':
    'No Service here has the name “{service}”; “{meant}” selects the pods of {set}, but gives them no DNS names. Make the two names equal.',
  'peers-before-ready':
    'Container “{container}” is told about {peer}, which has no DNS name before it is ready. If it must reach it first, set publishNotReadyAddresses on “{service}”.',
  'claims-meet':
    'The claims {claim} and so on are those of {other} too, so pods of both sets would use the same volumes. Rename the set or the claim template.',
  'claim-exists-otherwise':
    'The claim {claim} is made by hand here with another class or less storage, and its pod takes it as it is. Make the two agree.',
  'claim-for-one-node':
    'All {replicas} pods would use the claim “{claim}”, which allows only {modes}, so most of them may wait for ever. Use a claim template, or ReadWriteMany.',
  'node-name-past-scheduler':
    'With nodeName the scheduler is not asked, but the class “{className}” makes volumes only where it puts a pod, so the claims wait for ever. Use a nodeSelector instead.',
  'selector-shared':
    '{other} has the same selector. Services and budgets with these labels mix the pods of both. Give each set a label of its own.',
  'budget-above-replicas':
    'There are {replicas} pods, and with minAvailable {value} none of them may ever be evicted, so drains wait for ever. Ask for fewer.',
  'budget-selects-nothing':
    'No pods here have {wanted}; those of {workload} have {found}. So this budget protects nothing. Make the labels agree.',
  'service-selects-nothing':
    'No pods here have {wanted}; those of {workload} have {found}. So this Service leads to none. Make the labels agree.',
  'duplicate-object':
    '{kind} “{name}” stands further up in this file already, and this one replaces it. Rename or remove one of them.',
} as const;
