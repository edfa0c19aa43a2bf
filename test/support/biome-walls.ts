import { rooms } from './walls.ts';

/** Known packages; a new dependency is added here. */
const packages = ['yaml', 'vscode', '@kubernetes/client-node', 'ws', 'node:'];

/** The walls as biome.json must hold them: one override a room. test/support/walls.ts is the source. */
export function biomeOverrides(): readonly unknown[] {
  return Object.entries(rooms).map(([name, room]) => {
    const otherRooms = Object.keys(rooms).filter(other => other !== name && !room.rooms.includes(other));
    const otherPackages = packages.filter(each => !room.packages.includes(each));
    const group = [
      ...otherRooms.map(other => (other === 'cli' ? '**/cli.ts' : `**/${other}/**`)),
      ...otherPackages.map(each => (each.endsWith(':') ? `${each}*` : each)),
    ];
    const options = { patterns: [{ group, message: `Behind a wall (ARCHITECTURE.md): ${room.because}.` }] };
    return {
      includes: filesOf(name),
      linter: { rules: { style: { noRestrictedImports: { level: 'error', options } } } },
    };
  });
}

function filesOf(room: string): readonly string[] {
  if (room === 'editor') return ['src/editor/**', 'src/extension.ts'];
  if (room === 'cli') return ['src/cli.ts', 'src/cli/**'];
  if (room === 'cluster') return ['src/cluster/**', '!src/cluster/kube*.ts'];
  return [`src/${room}/**`];
}
