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
    'There are volumes for {bound} of {replicas} pods. {pod} would wait for ever, because no volume is left for its claim {claim}. Add a volume or lower the replicas.',
  'volumes-too-small':
    '{pod} would wait for ever: its claim {claim} asks for {size}, but the volume that is left, {volume}, has {volumeSize}. Ask for less or make the volume larger.',
  'volumes-access-modes':
    '{pod} would wait for ever: its claim {claim} asks for {modes}, but the volume that is left, {volume}, offers {volumeModes}. Make them agree.',
  'volumes-mode':
    '{pod} would wait for ever: its claim {claim} and the volume that is left, {volume}, differ in volumeMode ({volumeMode} on the volume). Make them agree.',
  'volumes-selector':
    '{pod} would wait for ever: the selector of its claim {claim} does not match the labels of the volume that is left, {volume}. Make them agree.',
  'volumes-class':
    '{pod} would wait for ever: its claim {claim} asks for a volume without a class, but {volume} has the class “{className}”. Make them agree.',
} as const;
