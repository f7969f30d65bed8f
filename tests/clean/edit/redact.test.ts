import { describe, expect, test } from "vitest";
import { edit } from "../../../src/clean/edit/edit.ts";
import { redact } from "../../../src/clean/edit/redact.ts";
import { runStage } from "./run.ts";

describe("redact", () => {
  test("puts the kind in the place of each value, also at the very end of the text", async () => {
    const { texts } = await runStage(redact(), [
      "Mail jane@example.com or 151.101.65.140\nor jane@example.com",
    ]);
    expect(texts).toEqual(["Mail <email> or <ip>\nor <email>"]);
  });

  test("numbers values within a document, the same value the same number, and begins anew with each document", async () => {
    const stage = redact({ mask: "numbered" });
    const first = "a@example.com, b@example.com, A@Example.com and +1 212 555 0147 or +1 (212) 555-0147";
    const { texts } = await runStage(stage, [first, "b@example.com"]);
    expect(texts).toEqual(["<email-1>, <email-2>, <email-1> and <phone-1> or <phone-1>", "<email-1>"]);
    expect((await runStage(stage, ["b@example.com", first])).texts).toEqual(texts.toReversed());
  });

  test("tags: the text stays, and rows point at what was found", async () => {
    const text = "Mail jane@example.com now";
    const { texts, edits, signals } = await runStage(redact({ mask: "tag" }), [text]);
    expect(texts).toEqual([text]);
    expect(edits).toEqual([
      {
        id: "0",
        stage: "clean",
        rule: "email",
        start: 5,
        end: 21,
        removed: "jane@example.com",
        replacement: "jane@example.com",
      },
    ]);
    expect(signals[0].pii_email_count).toBe(1);
  });

  test("as a stage it counts each kind for rules; a kind that is not looked for has no count", async () => {
    const { signals } = await runStage(redact({ kinds: ["email", "ip"] }), [
      "a@example.com b@example.com 151.101.65.140",
      "",
    ]);
    const none = {
      pii_card_count: null,
      pii_iban_count: null,
      pii_national_id_count: null,
      pii_phone_count: null,
      pii_secret_count: null,
    };
    expect(signals).toEqual([
      { id: "0", pii_count: 3, pii_email_count: 2, pii_ip_count: 1, ...none },
      { id: "1", pii_count: 0, pii_email_count: 0, pii_ip_count: 0, ...none },
    ]);
  });

  test("takes another placeholder, private addresses, and no region", async () => {
    const text = "10.0.0.1, a@example.com, SSN 536-90-4399, (212) 555-0147, +1 212 555 0147";
    const options = { placeholder: "|||{kind}|||", globalAddresses: false, regions: [] };
    expect((await runStage(redact(options), [text])).texts).toEqual([
      "|||ip|||, |||email|||, SSN 536-90-4399, (212) 555-0147, |||phone|||",
    ]);
  });

  test("undoes one kind, alone and inside edit", async () => {
    const text = "a@example.com 151.101.65.140";
    expect((await runStage(redact().without?.("ip") as never, [text])).texts).toEqual([
      "<email> 151.101.65.140",
    ]);
    const stage = edit({ pii: redact() }).without?.("pii.email");
    expect((await runStage(stage as never, [text])).texts).toEqual(["a@example.com <ip>"]);
  });
});
