// Has the Maven project of the Java client write src/generated, from ../openapi.json.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const windows = process.platform === 'win32';
const root = fileURLToPath(new URL('../../', import.meta.url));
const result = spawnSync(
    windows ? 'mvnw.cmd' : './mvnw',
    ['-B', '-q', '-f', 'clients/java/pom.xml', 'openapi-generator:generate@typescript'],
    { cwd: root, stdio: 'inherit', shell: windows },
);
process.exit(result.status ?? 1);
