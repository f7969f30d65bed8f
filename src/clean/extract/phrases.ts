/**
 * Short lines that speak about the page instead of its subject, in the languages in which much of the web is written.
 * Soft evidence: they are only looked up in lines of a few words.
 */
const advertisement =
  /^\W*(?:advert(?:isement|ising|isment)?s?|ad|sponsored(?: content)?|anzeige|werbung|publicit[éeà]|publicidade?|pubblicit[àa]|annons|annonce|reklama?|mainos|iklan|реклама|广告|廣告|広告|광고|advertentie|continue reading(?: below| the main story)?|story continues below(?: advertisement)?|article continues below(?: advertisement)?)\W*$/iu;

const invitation =
  /^\W*(?:read (?:more|also|next|this)|see also|more (?:on|from|stories|about)|related(?: \w+)?:|also (?:read|on)|recommended|watch(?: (?:this|also|more|now|the video))?:|listen:|follow (?:us|me|@|on)|share (?:this|on|your|with)|like (?:us|this)|sign up|subscribe|click here|tags?:|filed under|posted in|categor(?:y|ies):|leave a (?:comment|reply)|comments?\b|copyright|©|all rights reserved|photo(?:s|graph)? (?:by|credit)|image(?: credit|:)|lee (?:también|tambien|más)|ver (?:también|más)|leia (?:também|mais)|veja também|lire (?:aussi|la suite)|voir aussi|à lire|leggi (?:anche|tutto)|lesen sie|mehr (?:zum thema|dazu)|weiterlesen|siehe auch|lees (?:ook|meer)|czytaj (?:też|także|więcej)|zobacz (?:też|także)|läs (?:mer|också)|les også|læs også|baca juga|читайте|читать|смотрите|подпис|ещё по теме|поделиться|続きを読む|関連記事|相关(?:阅读|文章|新闻)|延伸閱讀|관련기사)/iu;

/** Whether a short line marks an advertisement. */
export function marksAdvertisement(text: string): boolean {
  return text.length <= 60 && advertisement.test(text);
}

/** Whether a line of a few words invites to read, share, follow or comment elsewhere. */
export function invitesElsewhere(text: string): boolean {
  return text.length <= 200 && invitation.test(text);
}

/** Whether a paragraph asks for consent to cookies, on a page that is not about cookies. */
export function asksForConsent(text: string, topic: ReadonlySet<string>): boolean {
  return text.length <= 1_500 && /\bcookies?\b/i.test(text) && !topic.has("cookies") && !topic.has("cookie");
}
