import { describe, expect, it } from "vitest";
import { detectLanguage } from "../../../src/features/language/detect.ts";

const languageOf = (text: string) => detectLanguage(text).language;

describe("detectLanguage", () => {
  it.each([
    ["en", "The committee will meet on Thursday to discuss the plans for the new library."],
    ["de", "Der Ausschuss trifft sich am Donnerstag, um über die neue Bibliothek zu sprechen."],
    ["fr", "Le comité se réunira jeudi pour discuter des projets de la nouvelle bibliothèque."],
    ["es", "El comité se reunirá el jueves para hablar de los planes de la nueva biblioteca."],
    ["pt", "A comissão vai reunir-se na quinta-feira para discutir os planos da nova biblioteca."],
    ["it", "Il comitato si riunirà giovedì per discutere i progetti della nuova biblioteca."],
    ["nl", "De commissie komt donderdag bijeen om de plannen voor de nieuwe bibliotheek te bespreken."],
    ["pl", "Komisja zbierze się w czwartek, aby omówić plany nowej biblioteki w mieście."],
    ["sv", "Kommittén träffas på torsdag för att diskutera planerna för det nya biblioteket."],
    ["tr", "Komite, yeni kütüphanenin planlarını görüşmek için perşembe günü toplanacak."],
    ["vi", "Ủy ban sẽ họp vào thứ Năm để thảo luận về kế hoạch xây dựng thư viện mới."],
  ])("knows %s in Latin letters by n-grams", (language, text) => {
    const { language: found, score } = detectLanguage(text);
    expect(found).toBe(language);
    expect(score).toBeGreaterThan(0.65);
  });

  it.each([
    ["el", "Η επιτροπή θα συνεδριάσει την Πέμπτη."],
    ["he", "הוועדה תתכנס ביום חמישי."],
    ["hy", "Հանձնաժողովը կհավաքվի հինգշաբթի օրը։"],
    ["ka", "კომიტეტი ხუთშაბათს შეიკრიბება."],
    ["bn", "কমিটি বৃহস্পতিবার বৈঠক করবে।"],
    ["ta", "குழு வியாழக்கிழமை கூடும்."],
    ["te", "కమిటీ గురువారం సమావేశమవుతుంది."],
    ["th", "คณะกรรมการจะประชุมในวันพฤหัสบดี"],
    ["ko", "위원회는 목요일에 회의를 연다."],
    ["km", "គណៈកម្មាធិការនឹងជួបប្រជុំនៅថ្ងៃព្រហស្បតិ៍។"],
    ["am", "ኮሚቴው ሐሙስ ይሰበሰባል።"],
  ])("knows %s by its script alone", (language, text) => {
    expect(detectLanguage(text)).toEqual({ language, score: 1 });
  });

  it.each([
    ["zh-Hans", "委员会将于星期四开会，讨论新图书馆的计划。"],
    ["zh-Hant", "委員會將於星期四開會，討論新圖書館的計劃。"],
    ["ja", "委員会は木曜日に会合を開き、新しい図書館の計画について話し合う。"],
    ["ja", "東京駅前の図書館、来年開館"],
    ["zh-Hant", "大家都說「真の好吃」，於是我們決定再來一次，還帶著朋友一起過來，這間餐廳真是讓人難忘啊。"],
  ])("tells %s apart among the writers of Chinese characters: %s", (language, text) => {
    expect(languageOf(text)).toBe(language);
  });

  it.each([
    ["ru", "Комитет соберётся в четверг, чтобы обсудить планы новой библиотеки."],
    ["uk", "Комітет збереться у четвер, щоб обговорити плани нової бібліотеки та її відкриття."],
    ["be", "Камітэт збярэцца ў чацвер, каб абмеркаваць планы новай бібліятэкі ў горадзе."],
    ["bg", "Комитетът ще се събере в четвъртък, за да обсъди плановете за новата библиотека."],
    ["sr", "Одбор ће се састати у четвртак да разговара о плановима за нову библиотеку у граду Вршцу."],
    ["mk", "Комитетот ќе се состане во четврток за да разговара за плановите за новата библиотека."],
    ["kk", "Комитет бейсенбі күні жаңа кітапхананың жоспарларын талқылау үшін жиналады."],
    ["ar", "ستجتمع اللجنة يوم الخميس لمناقشة خطط المكتبة الجديدة في المدينة."],
    ["fa", "کمیته روز پنجشنبه برای گفتگو درباره برنامه‌های کتابخانه جدید تشکیل می‌شود."],
    ["ur", "کمیٹی جمعرات کو نئی لائبریری کے منصوبوں پر بات چیت کے لیے ملاقات کرے گی۔"],
  ])("tells %s apart by the letters that only it has", (language, text) => {
    expect(languageOf(text)).toBe(language);
  });

  it.each([
    ["id", "Pemerintah mengatakan bahwa perusahaan itu tidak bisa membuka kantor baru karena biaya."],
    ["ms", "Kerajaan berkata bahawa syarikat itu tidak boleh membuka pejabat baharu kerana kos."],
    ["hi", "समिति नई पुस्तकालय की योजनाओं पर चर्चा करने के लिए गुरुवार को बैठक करेगी।"],
    ["mr", "नवीन ग्रंथालयाच्या योजनांवर चर्चा करण्यासाठी समितीची बैठक गुरुवारी होणार आहे."],
    ["ne", "समितिले नयाँ पुस्तकालयको योजनाबारे छलफल गर्न बिहीबार बैठक बस्ने भएको छ।"],
  ])("tells %s apart from its relatives by function words", (language, text) => {
    expect(languageOf(text)).toBe(language);
  });

  it("reads the start, the middle and the end of a long text: a foreign first page does not decide", () => {
    const english = "This notice was added by the library that scanned the book for its readers. ".repeat(11);
    const french =
      "Le comité se réunira jeudi pour discuter des projets de la nouvelle bibliothèque. ".repeat(80);
    const whole = detectLanguage(french);
    const mixed = detectLanguage(english + french);
    expect(mixed.language).toBe("fr");
    expect(mixed.score).toBeLessThan(whole.score);
  });

  it("does not take addresses, code and names in Latin letters for the language", () => {
    const text =
      "Установите пакет: https://example.com/download/latest/package_name_v2.tar.gz и запустите `foo_bar --config=/etc/foo.conf`, чтобы увидеть новые файлы.";
    expect(languageOf(text)).toBe("ru");
  });

  it.each(["", "   \n", "12345 67.8 %", "→ ★ ☂", "\ud800"])(
    "gives null and 0 for %j, which holds no language",
    (text) => {
      expect(detectLanguage(text)).toEqual({ language: null, score: 0 });
    },
  );

  it("is not certain about random letters", () => {
    const noise = Array.from({ length: 60 }, (_, i) =>
      ((i * 2654435761) >>> 0).toString(36).replace(/\d/g, "q"),
    ).join(" ");
    expect(detectLanguage(noise).score).toBeLessThan(0.3);
  });

  it("lowers the score where scripts are mixed", () => {
    const english = "The committee will meet on Thursday to discuss the plans for the new library. ";
    const { language, score } = detectLanguage(
      `${english.repeat(2)}Комитет соберётся в четверг, чтобы обсудить планы.`,
    );
    expect(language).toBe("en");
    expect(score).toBeLessThan(0.8);
  });
});
