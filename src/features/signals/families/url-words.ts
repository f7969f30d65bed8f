/**
 * Words of addresses that point to adult pages; written down for Sluice after the kinds that RefinedWeb tells apart (appendix G.1). The
 * user's lists take their place.
 */

/** One such word makes an address bad. */
export const hardWords: readonly string[] =
  `anal bbw bdsm bestiality blowjob blowjobs bukkake camgirl camgirls camsex creampie cumshot
cumshots deepthroat dildo dildos fuck fucked fucking gangbang handjob handjobs hentai incest jizz masturbate masturbation milf milfs
nsfw orgasm porn porno pornhub pornos pornstar pornstars pussy sexcam sexcams sexchat sexfilm sexshop shemale shemales slut sluts
threesome titties upskirt voyeur webcamsex whore whores xhamster xnxx xvideo xvideos xxx xxxx youporn`.split(
    /\s+/,
  );

/** Two different ones of these make an address bad. */
export const softWords: readonly string[] =
  `adult amateur ass babe babes bikini bondage boobs busty butt cam cams cheerleader cock couples
dating escort escorts erotic erotica explicit fetish flirt girl girls gay hardcore horny hot huge kinky lesbian lesbians lingerie
mature naked naughty nude nudes nudist nudity panties sex sexy singles softcore stripper swinger swingers teen teens tits topless
tranny vixen webcam webcams wet wife wives`.split(/\s+/);

/** Any address that holds one of these, though nothing but letters and digits is left of it, is bad. */
export const strictSubwords: readonly string[] =
  `2girls1cup bestialit bigtits camwhore cuckold cumshot freeporn gangbang gaysex girlsgonewild
hotsex livesex milfhunter nakedgirl pornhub pornstar pornvid pornotube porntube sexcam sexvideo sextube shemale xhamster xvideos
youporn`.split(/\s+/);

/** Second-level names under which registries sell names: `example.co.uk` is one registered domain. */
export const registryLabels: ReadonlySet<string> = new Set(
  `ac asso co com edu gob gouv gov govt gub id info int k12 ltd me mil muni ne net nhs nic nom or org plc police pro sch school`.split(
    " ",
  ),
);
