// What the field calls heuristic filtering: ingest, the signals of three families, their rules, exact duplicates.
import { deduplicate, fineweb, gopher, ingest, measure, pipeline, rules } from "sluice";

export default pipeline({
  name: "speed",
  stages: {
    documents: ingest("*.jsonl"),
    signals: measure("gopher", "c4", "fineweb"),
    quality: rules({ ...gopher, ...fineweb }, { share: 1 }),
    copies: deduplicate({ methods: ["exact"] }),
  },
});
