// Builds every page into dist, which is committed so that `go build` needs no Node. File names carry no hashes: the same
// sources give the same bytes under the same names, and the server answers with an ETag.
import { rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { build } from 'vite'

const here = import.meta.dirname
const dist = resolve(here, 'dist')

// What nobody sees everybody would load: the indentation that templates have in the sources, and the variables by which
// Lightning CSS stands in for light-dark(), which no page uses.
const leaner = {
  name: 'leaner',
  enforce: 'post',
  generateBundle(_, files) {
    for (const f of Object.values(files)) {
      if (f.type === 'chunk') f.code = f.code.replace(/\n +/g, '\n')
      else if (f.fileName.endsWith('.css')) f.source = String(f.source).replace(/--lightningcss-\w+:[^;}]*;?/g, '')
    }
  },
}

const common = {
  configFile: false,
  plugins: [leaner],
  base: './',
  logLevel: 'warn',
  oxc: { target: 'es2022' },
}

const output = {
  entryFileNames: '[name].js',
  chunkFileNames: '[name].js',
  assetFileNames: '[name][extname]',
  codeSplitting: false,
}

// A page is a folder of src with an index.html; it may be mounted anywhere, for its links are relative.
function page(name, folder) {
  return build({
    ...common,
    root: resolve(here, 'src', name),
    build: {
      target: 'es2022',
      outDir: resolve(dist, folder),
      emptyOutDir: true,
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      license: { fileName: 'licenses.md' },
      rolldownOptions: { input: { [name]: resolve(here, 'src', name, 'index.html') }, output },
    },
  })
}

// The loader is the one classic script: shops put it into their pages.
function loader() {
  return build({
    ...common,
    build: {
      target: 'es2020',
      outDir: dist,
      emptyOutDir: false,
      lib: { entry: resolve(here, 'src/loader/loader.ts'), name: 'lotse', formats: ['iife'], fileName: () => 'w.js' },
    },
  })
}

const pages = {
  loader,
  widget: () => page('widget', 'web'),
  desk: () => page('desk', 'desk'),
}

// `node build.mjs desk` builds one page and leaves the others alone; without a name everything is built anew.
const wanted = process.argv.slice(2)
if (wanted.length === 0) await rm(dist, { recursive: true, force: true })
for (const name of wanted.length > 0 ? wanted : Object.keys(pages)) {
  if (!pages[name]) throw new Error(`no page is called ${name}; there are ${Object.keys(pages).join(', ')}`)
  await pages[name]()
}
