// Builds the file graph with skott, which finds the files by itself:  node skott.js ROOT
import skott from 'skott';

process.chdir(process.argv[2]);
const instance = await skott({
  dependencyTracking: { builtin: false, thirdParty: false, typeOnly: true },
  fileExtensions: ['.ts', '.tsx', '.js', '.jsx'],
  tsConfigPath: 'tsconfig.json',
});
const { graph, files } = instance.getStructure();
const edges = Object.values(graph).reduce((sum, { adjacentTo }) => sum + adjacentTo.length, 0);
console.log(JSON.stringify({ files: files.length, edges }));
