import type { Script } from "./scripts.ts";

/**
 * Letters that only some languages of a script use. A language is chosen when its letters occur at the given rate per
 * letter of the text; the first match wins, so the more specific ones come first.
 */
const letters: Partial<
  Record<Script, readonly (readonly [language: string, letters: RegExp, rate: number])[]>
> = {
  cyrillic: [
    ["sr", /[ђћ]/gi, 0.004],
    ["mk", /[ѓќѕ]/gi, 0.003],
    ["tg", /[ӣӯҳҷ]/gi, 0.01],
    ["kk", /[ұқғ]/gi, 0.01],
    ["tt", /[әҗ]/gi, 0.02],
    ["ky", /[ңөү]/gi, 0.03],
    ["mn", /[өү]/gi, 0.02],
    ["uk", /[їєґ]/gi, 0.006],
    ["be", /ў/gi, 0.006],
    ["ru", /[ыэё]/gi, 0.01],
  ],
  arabic: [
    ["ur", /[ٹڈڑںےھ]/g, 0.02],
    ["ps", /[ښړټډځڼږۍ]/g, 0.01],
    ["ug", /[ۇۆۈېە]/g, 0.06],
    ["ku", /[ەۆێڕڵ]/g, 0.04],
    ["fa", /[پچژگیک]/g, 0.03],
  ],
};

/** Function words, endings and spellings that one language of a close family has and the others lack. */
const words: Readonly<Record<string, readonly (readonly [language: string, pattern: RegExp])[]>> = {
  // No trained model here knows Indonesian; where nothing speaks for Malay, it is the likelier by far on the web.
  ms: [
    [
      "id",
      /\b(?:bahwa|karena|bisa|mau|yaitu|saat|nomor|kantor|uang|coba|resmi|berbeda|perusahaan|layanan|daftar|tampil\p{L}*|menampil\p{L}*|jaringan|polisi|kota|siswa|mobil|rumah sakit|anggota|senin|jumat|maret|agustus|miliar|sedangkan|terjadi|pemerintah|informasi|berkas|ponsel|situs|sepak bola|olahraga|\p{L}{3,}itas|\p{L}{2,}(?:in|nya) aja|nggak|gak|banget|kalian)\b/giu,
    ],
    [
      "ms",
      /\b(?:bahawa|kerana|boleh|mahu|iaitu|ialah|nombor|pejabat|wang|cuba|rasmi|berbeza|syarikat|perkhidmatan|senarai|papar\p{L}*|memapar\p{L}*|rangkaian|polis|bandar|pelajar|kereta|hospital|ahli|isnin|jumaat|mac|ogos|bilion|manakala|berlaku|kerajaan|maklumat|fail|telefon bimbit|laman web|bola sepak|sukan|\p{L}{3,}iti|tiada|sahaja|awak|ringgit)\b/giu,
    ],
  ],
  hi: [
    ["hi", /(?<!\p{L})(?:है|हैं|का|की|के|को|में|से|और|ने|यह|था|थी|कि|लिए|एक|करें|नहीं)(?![\p{L}\p{M}])/gu],
    [
      "mr",
      /(?<!\p{L})(?:आहे|आहेत|आणि|मध्ये|हे|ही|हा|नाही|होते|होता|यांनी|केली|केला|करा|साठी|एका|\p{L}[\p{L}\p{M}]*(?:च्या|साठी|मध्ये))(?![\p{L}\p{M}])/gu,
    ],
    [
      "ne",
      /(?<!\p{L})(?:छ|छन्|हो|र|भएको|गर्न|पनि|गरेको|थियो|लागि|\p{L}[\p{L}\p{M}]*(?:हरू|मा|को|ले))(?![\p{L}\p{M}])/gu,
    ],
  ],
};

/** The language whose own letters the text uses; null when none does. */
export function languageByLetters(script: Script, text: string): string | null {
  const rules = letters[script];
  if (rules === undefined) return null;
  const length = text.match(/\p{L}/gu)?.length ?? 0;
  for (const [language, pattern, rate] of rules) {
    if ((text.match(pattern)?.length ?? 0) > rate * length) return language;
  }
  return null;
}

/** Among the languages close to the detected one, the one with the most function words in the text; ties go to the first. */
export function closestRelative(detected: string, text: string): string {
  const family = words[detected === "mr" ? "hi" : detected];
  if (family === undefined) return detected;
  let best = "";
  let most = -1;
  for (const [language, pattern] of family) {
    const count = text.match(pattern)?.length ?? 0;
    if (count > most) [best, most] = [language, count];
  }
  return best;
}
