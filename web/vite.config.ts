import react from '@vitejs/plugin-react';
import {defineConfig} from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0, // The page's policy allows no data: addresses.
    modulePreload: {polyfill: false},
    manifest: true,
    chunkSizeWarningLimit: 600,
  },
  css: {modules: {localsConvention: 'camelCaseOnly'}},
  test: {include: ['src/**/*.test.ts', 'src/**/*.test.tsx']},
});
