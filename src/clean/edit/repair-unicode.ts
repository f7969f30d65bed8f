import { z } from "zod";
import { editRuleMaker } from "./make-rule.ts";
import type { Sheet } from "./sheet.ts";
import {
  controlChanges,
  dashChanges,
  normalFormChanges,
  quoteChanges,
  zeroWidthChanges,
} from "./unicode/characters.ts";
import { mojibake } from "./unicode/mojibake.ts";

const parts = ["mojibake", "control", "zero_width", "normal_form", "quotes", "dashes"] as const;
type Part = (typeof parts)[number];

const schema = z.object({
  /** Canonical composition, compatibility composition (ligatures, full-width letters, superscripts become plain), or none. */
  normalForm: z.enum(["NFC", "NFKC", "keep"]).default("NFC"),
  /** `straight` turns curly quotes into " and '. */
  quotes: z.enum(["keep", "straight"]).default("keep"),
  /** `hyphen` turns dashes and the minus sign into -. */
  dashes: z.enum(["keep", "hyphen"]).default("keep"),
});

/** Text that was read wrongly more often than this is left alone. */
const MAX_READINGS = 4;

/**
 * Repairs what went wrong between bytes and characters. Parts: `mojibake` (UTF-8 read as windows-1252 or Latin-1, also several times
 * over), `control`, `zero_width` (with the byte order mark and soft hyphens), `normal_form`, and by policy `quotes` and `dashes`.
 */
export const repairUnicode = editRuleMaker({
  kind: "repairUnicode",
  version: 1,
  schema,
  parts,
  open: (options, isOn) => {
    const on = Object.fromEntries(parts.map((part) => [part, isOn(part)])) as Record<Part, boolean>;
    const form = on.normal_form && options.normalForm !== "keep" ? options.normalForm : undefined;
    return {
      concerns: (sheet) => sheet.has(0xc2, 0xff) || (on.control && hasControl(sheet)),
      edit: (sheet) => {
        if (on.mojibake && sheet.has(0xc3)) repairReadings(sheet);
        if (on.control && (hasControl(sheet) || sheet.has(0xc2) || sheet.has(0xef) || sheet.has(0xe2)))
          sheet.change("control", controlChanges(sheet.text));
        if (on.zero_width && (sheet.has(0xc2) || sheet.has(0xe1, 0xe2) || sheet.has(0xef)))
          sheet.change("zero_width", zeroWidthChanges(sheet.text));
        // No character below U+0300 (CC 80) changes by composition; U+00A0 (C2 A0) and later ones can by compatibility.
        if (form !== undefined && sheet.has(form === "NFC" ? 0xcc : 0xc2, 0xff))
          sheet.change("normal_form", normalFormChanges(sheet.text, form));
        if (on.quotes && options.quotes === "straight") sheet.change("quotes", quoteChanges(sheet.text));
        if (on.dashes && options.dashes === "hyphen") sheet.change("dashes", dashChanges(sheet.text));
      },
    };
  },
});

function hasControl(sheet: Sheet): boolean {
  return sheet.has(0, 8) || sheet.has(0x0e, 0x1f) || sheet.has(0x7f);
}

function repairReadings(sheet: Sheet): void {
  for (let reading = 0; reading < MAX_READINGS; reading++) {
    const changes = mojibake(sheet.text);
    if (changes.length === 0) return;
    sheet.change("mojibake", changes);
  }
}
