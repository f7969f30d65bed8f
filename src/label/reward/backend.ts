import { createRequire } from "node:module";
import { dirname, sep } from "node:path";
import * as tf from "@tensorflow/tfjs-core";

let started: Promise<string> | undefined;

/** Starts TensorFlow.js once: the WebAssembly backend where it loads, else plain JavaScript. Gives the backend's name. */
export function startTensorFlow(): Promise<string> {
  started ??= start();
  return started;
}

async function start(): Promise<string> {
  if (await startWasm()) return "wasm";
  await import("@tensorflow/tfjs-backend-cpu");
  await tf.setBackend("cpu");
  await tf.ready();
  return "cpu";
}

async function startWasm(): Promise<boolean> {
  try {
    const wasm = await import("@tensorflow/tfjs-backend-wasm");
    const main = createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm");
    wasm.setWasmPaths(dirname(main) + sep);
    return await tf.setBackend("wasm");
  } catch {
    return false;
  }
}
