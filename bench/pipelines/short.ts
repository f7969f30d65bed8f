// Reading, signals, rules and exact duplicates: what every run does.
import { deduplicate, ingest, measure, pipeline, rules } from "sluice";

export default pipeline({
  name: "short",
  stages: {
    documents: ingest("*.jsonl"),
    signals: measure("basics", "gopher", "c4", "fineweb", "language"),
    quality: rules({ too_few_words: "word_count < 50", not_english: "language <> 'en'" }),
    copies: deduplicate({ methods: ["exact"] }),
  },
});
