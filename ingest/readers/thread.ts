import { type ResourceLimits, Worker } from 'node:worker_threads';

/** In development the sources run as they are, through tsx, which must be told so in every thread. */
const FROM_SOURCE = `
  const { workerData } = require('node:worker_threads');
  import('tsx/esm/api').then(({ register }) => {
    register();
    return import(workerData.entry);
  });
`;

/** Starts a module of this folder (`./worker`, without its ending) in a thread of its own. */
export function startThread(module: string, resourceLimits: ResourceLimits): Worker {
  const options = { resourceLimits, stdout: true, stderr: true };
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL(`${module}.js`, import.meta.url), options);
  const entry = new URL(`${module}.ts`, import.meta.url).href;
  return new Worker(FROM_SOURCE, { ...options, eval: true, workerData: { entry } });
}
