/**
 * Obscene words and slurs by language, for finding pages, not for judging people: a small list written down for Sluice from
 * dictionaries' own marks (vulgar, offensive). Words that are as often harmless are left out; the user's list takes its place.
 */
const lists: Readonly<Record<string, string>> = {
  en: `anal sex, anilingus, arsehole, asshole, ballsack, bdsm, bestiality, blowjob, blow job, bukkake, bullshit, buttplug, camgirl,
    clusterfuck, cock sucker, cocksucker, creampie, cum shot, cumshot, cunnilingus, cunt, cunts, deepthroat, dickhead, dildo, dildos,
    dumbass, faggot, faggots, fellatio, fisting, fuck, fucked, fucker, fuckers, fucking, fucks, gangbang, gang bang, goatse, hand job,
    handjob, hentai, horny, incest porn, jack off, jackass, jerk off, jizz, masturbating, milf, milfs, motherfucker, motherfuckers,
    motherfucking, nigger, niggers, nympho, orgasm, porn, porno, pornographic, pornography, pussies, pussy, raghead, rimjob,
    shemale, shit, shitty, slut, sluts, spic, strap on, threesome, tits, titties, tosser, twat, upskirt, wank, wanker, wetback,
    whore, whores, xxx`,
  de: `arschficker, arschloch, bumsen, fick, ficken, ficker, fotze, fotzen, hurensohn, kanake, muschi, neger, nutte, nutten, pimmel,
    porno, schlampe, schlampen, schwanzlutscher, schwuchtel, titten, wichsen, wichser`,
  fr: `bander, bite, branlette, branleur, connard, connasse, couilles, cul, enculer, enculé, fils de pute, gouine, nique, niquer,
    pédé, porno, putain, pute, putes, salope, salopes, sucer, tapette`,
  es: `cabrón, chingar, chupapollas, coño, follar, gilipollas, hijo de puta, joder, maricón, mierda, pendejo, polla, porno, puta,
    putas, tetas, zorra`,
  it: `cazzo, coglione, coglioni, culo, figa, figlio di puttana, fottere, frocio, minchia, pompino, porno, puttana, puttane, stronzo,
    troia, vaffanculo, zoccola`,
  pt: `boceta, boquete, buceta, cacete, caralho, cona, cu, filho da puta, foda, foder, merda, piroca, porno, porra, puta, putas, viado`,
  nl: `geil, hoer, hoeren, klootzak, kut, kutwijf, lul, mongool, neuken, pijpen, porno, slet, tieten, trut`,
  pl: `chuj, cipa, cycki, jebać, jebany, kurwa, kurwy, pierdolić, pierdolony, pizda, porno, skurwysyn, spierdalaj, suka`,
  ru: `блядь, бляди, долбоёб, ебать, еблан, ебля, жопа, мудак, пидор, пидорас, пизда, пиздец, порно, сука, трахать, хер, хуй, хуйня,
    хуя, шлюха, шлюхи`,
  tr: `am, amcık, orospu, orospu çocuğu, piç, porno, sik, sikiş, siktir, yarak, göt`,
  ja: `おっぱい, オナニー, クンニ, セックス, フェラ, まんこ, マンコ, ちんこ, チンコ, 中出し, 巨乳, 強姦, 無修正, 痴漢, 輪姦, エロ動画, ポルノ`,
  th: `กระหรี่, ควย, เงี่ยน, เย็ด, หี, เหี้ย, สัส, ร่าน, หนังโป๊`,
  zh: `口交, 肛交, 性交, 做愛, 做爱, 色情, 黃色電影, 黄色电影, 三級片, 三级片, 操你, 肏, 鸡巴, 雞巴, 婊子, 妓女, 强奸, 強姦, 自慰, 手淫, 裸聊, 援交`,
};

/** Words and phrases by ISO 639-1 code, in lower case. */
export const badWordLists: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(lists).map(([language, list]) => [
    language,
    list.split(",").map((word) => word.trim().replace(/\s+/g, " ")),
  ]),
);

/** The single words of the English list. */
export const flaggedWords: readonly string[] = (badWordLists.get("en") ?? []).filter(
  (word) => !word.includes(" "),
);
