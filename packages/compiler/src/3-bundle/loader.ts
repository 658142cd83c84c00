/** The variable that carries the bundle's source map: KFP's key of a cached result takes in the command, and not the environment. */
export const SOURCE_MAP = "TYPELINE_SOURCE_MAP";

/**
 * The text that `node -e` runs in a container: gets a bundle, installs packages, starts the bundle. Its operands, up to the first flag, are
 * `npm:<package>` for each package to install, and whatever the delivery needs; the flags after them are the bundle's own.
 *
 * What stands in a command passes through many hands: KFP replaces `{{$…}}`, Argo `{{…}}`, Kubernetes `$(NAME)` and `$$`. So there is none of these.
 * The image needs Node and nothing else, no shell; npm only for packages. Only the folder for temporary files has to be writable.
 *
 * @param read a JavaScript expression that reads the bundle's text, given the delivery's operands as `operands`
 */
export function loader(read: string): string {
  return [
    'const fs=require("node:fs"),path=require("node:path"),argv=process.argv',
    'const flags=argv.findIndex((word,at)=>at>0&&word.startsWith("-")),end=flags<0?argv.length:flags',
    'const words=argv.slice(1,end),packages=words.filter(word=>word.startsWith("npm:")).map(word=>word.slice(4))',
    'const operands=words.filter(word=>!word.startsWith("npm:"))',
    'const folder=fs.mkdtempSync(path.join(require("node:os").tmpdir(),"typeline-")),main=path.join(folder,"main.mjs")',
    'process.on("exit",()=>fs.rmSync(folder,{recursive:true,force:true}))',
    `fs.writeFileSync(main,${read})`,
    `const map=process.env.${SOURCE_MAP};if(map)fs.appendFileSync(main,"//# sourceMappingURL=data:application/json;base64,"+map)`,
    `delete process.env.${SOURCE_MAP}`,
    INSTALL,
    "argv.splice(1,end-1,main)",
    'import(require("node:url").pathToFileURL(main))',
  ].join(";");
}

/**
 * The home may be read-only, so npm's cache is in the folder; an `.npmrc` of the home, for a private registry, is still read. npm's own words go to standard
 * error, where it also says why it failed.
 */
const INSTALL = [
  "if(packages.length){",
  'const options=["--prefix",folder,"--no-save","--no-package-lock","--no-audit","--no-fund","--loglevel=error"]',
  ';const env=Object.assign({HOME:folder},process.env,{npm_config_cache:path.join(folder,".npm")})',
  ';const npm=require("node:child_process").spawnSync("npm",["install"].concat(options,packages),{cwd:folder,env,stdio:["ignore",2,2]})',
  ';const why=npm.error?npm.error.code==="ENOENT"?"the image has no npm":npm.error.message:npm.status?"npm ended with exit code "+npm.status:npm.signal?"npm was ended by "+npm.signal:""',
  ';if(why){console.error("typeline: cannot install "+packages.join(", ")+": "+why);process.exit(1)}}',
].join("");
