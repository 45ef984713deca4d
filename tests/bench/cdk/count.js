// count.js FOLDER: how many resources of each type, and outputs, the templates of a cloud assembly have.
const fs = require('fs');
const path = require('path');

const folder = process.argv[2];
const counts = {};
for (const file of fs.readdirSync(folder).filter((name) => name.endsWith('.template.json'))) {
  const template = JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8'));
  const outputs = Object.keys(template.Outputs ?? {}).map(() => 'Output');
  for (const type of [...Object.values(template.Resources).map((resource) => resource.Type), ...outputs]) {
    counts[type] = (counts[type] ?? 0) + 1;
  }
}
for (const type of Object.keys(counts).sort()) console.log(type, counts[type]);
