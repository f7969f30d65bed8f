import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    globalSetup: ["tests/build-pages.ts"],
    pool: "forks",
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // On a loaded machine a browser or a signal may come too late once; the default reporter says which test took a second try.
    retry: process.env.CI ? 1 : 0,
  },
});
