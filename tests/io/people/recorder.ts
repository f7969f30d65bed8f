// Records answers one by one and says each id once it is on disk: `recorder.ts FOLDER VOTER COUNT`.
import { randomUUID } from "node:crypto";
import { openPeople } from "../../../src/io/people/open-people.ts";

const [folder, voter, count] = process.argv.slice(2);
const people = openPeople(folder);
for (let i = 0; i < Number(count); i++) {
  const id = randomUUID();
  const act = {
    act: "answer",
    task: "t",
    document: `d${i}`,
    labels: ["a"],
    seconds: 1,
    evidence: true,
  } as const;
  people.record(voter, [{ id, act }]);
  process.stdout.write(`${id}\n`);
}
people.close();
