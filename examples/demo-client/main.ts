import { startDemo } from './demo.ts';
import { readSettings, USAGE } from './settings.ts';

try {
  const { origin } = await startDemo(readSettings(process.argv.slice(2), process.env));
  console.log(`The demo application is ready at ${origin}/`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.error(USAGE);
  process.exit(1);
}
