// node --import …/with-vscode.ts: modules that import `vscode` get the stand-in beside this file.
import { registerHooks } from 'node:module';

const standIn = new URL('vscode-stand-in.ts', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'vscode' ? { url: standIn, shortCircuit: true } : next(specifier, context),
});
