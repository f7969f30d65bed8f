/**
 * English function words: articles, pronouns, prepositions, conjunctions, auxiliaries, particles and the commonest adverbs.
 * Written down for Sluice; the lists of other projects differ in length (NLTK about 180, RedPajama about 570).
 */
export const englishStopWords: readonly string[] = `
a about above after again against all almost also although always am among an and another any are aren't around as at away
back be because been before behind being below between both but by can can't cannot could couldn't did didn't do does doesn't
doing don't down during each either else enough even ever every few first for from further had hadn't has hasn't have haven't
having he he'd he'll he's her here here's hers herself him himself his how how's however i i'd i'll i'm i've if in into is
isn't it it's its itself just let's like many may me might more most much must my myself neither never no nor not now of off
often on once one only onto or other our ours ourselves out over own perhaps quite rather same shall shan't she she'd she'll
she's should shouldn't since so some still such than that that's the their theirs them themselves then there there's these
they they'd they'll they're they've this those though through thus to together too toward towards under unless until up upon
us very was wasn't we we'd we'll we're we've well were weren't what what's when when's where where's whether which while who
who's whom whose why why's will with within without won't would wouldn't yet you you'd you'll you're you've your yours
yourself yourselves`
  .trim()
  .split(/\s+/);
