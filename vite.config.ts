import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/**
 * The interfaces in one build: `dist/web/<name>/index.html` for each, hashed assets beside it, one manifest. The
 * server serves `dist/web` under `/static/dist/` and answers `/if/<name>/...` with that interface's index.html.
 */
const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  // Always the libraries' production code, also where a test runner has set NODE_ENV to something else.
  define: { 'process.env.NODE_ENV': '"production"' },
  oxc: { jsx: { runtime: 'automatic', development: false } },
  root: at('./src/web'),
  base: '/static/dist/',
  publicDir: false,
  build: {
    outDir: at('./dist/web'),
    emptyOutDir: true,
    manifest: 'manifest.json',
    // The pages' content security policy knows 'self' alone: no inline script, no data: address in a style sheet.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The editor of code is larger than what is warned of by default; it is loaded where a text is edited.
    chunkSizeWarningLimit: 600,
    rolldownOptions: {
      input: {
        admin: at('./src/web/admin/index.html'),
        flow: at('./src/web/flow/index.html'),
        user: at('./src/web/user/index.html'),
      },
      // Mantine marks its modules for server components; there is no such server here.
      onLog: (level, log, handle) => {
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') handle(level, log);
      },
      output: {
        entryFileNames: '[name]/[name]-[hash].js',
        chunkFileNames: 'assets/[name]-[hash].js',
        assetFileNames: 'assets/[name]-[hash][extname]',
      },
    },
  },
});
