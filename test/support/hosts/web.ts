import { format } from 'node:util';
import { root } from '../../../scripts/tools/paths.ts';
import { startVsCode } from '../vscode.ts';
import type { Host } from './host.ts';

/** VS Code's server with a headless browser: needs nothing but the npm registry. */
export async function startWeb(env: Readonly<Record<string, string>>): Promise<Host> {
  // Without the driver a built VS Code ignores the payload below.
  const vscode = await startVsCode({ env, serverArgs: ['--enable-smoke-test-driver'] });
  let said = '';
  return {
    page: vscode.page,
    async run(tests, onEnd) {
      const remote = (file: string) => `vscode-remote://127.0.0.1:${vscode.server.port}${file}`;
      const payload = [
        ['extensionDevelopmentPath', remote(root)],
        ['extensionTestsPath', remote(tests)],
        ['skipWelcome', 'true'],
      ];
      // The workbench calls these two: what tests print, and the end of the run.
      await vscode.page.exposeFunction('codeAutomationLog', (_: string, args: readonly unknown[]) => {
        said += `${format(...args)}\n`;
      });
      await vscode.page.exposeFunction('codeAutomationExit', onEnd);
      await vscode.open({ payload: JSON.stringify(payload) });
    },
    logs: async () => `--- the tests\n${said}\n${await vscode.logs()}`,
    close: () => vscode.close(),
  };
}
