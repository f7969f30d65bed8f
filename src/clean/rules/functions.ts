/**
 * Functions and operators that a rule may call: those that look at the values of one row and at nothing else. No files,
 * environment, clock, randomness, settings or sequences. No `isnan` either: a NaN is no measurement and reads as null.
 */
export const allowedFunctions: ReadonlySet<string> = new Set([
  ..."+ - * / // % ** ^ || ~~ !~~ ~~* !~~* ~~~ ->>".split(" "),
  ..."abs ceil ceiling exp floor greatest isfinite isinf least ln log log10 log2 mod pow power round".split(
    " ",
  ),
  ..."sign sqrt trunc".split(" "),
  ..."concat contains ends_with instr left length lcase lower ltrim position prefix regexp_extract".split(
    " ",
  ),
  ..."regexp_full_match regexp_matches replace reverse right rtrim split_part starts_with strip_accents strlen".split(
    " ",
  ),
  ..."strpos substr substring suffix trim ucase upper".split(" "),
  ..."coalesce ifnull nullif".split(" "),
  ..."date_diff datediff date_part datepart date_trunc datetrunc day epoch month year".split(" "),
  ..."json_array_length json_exists json_extract json_extract_string json_type json_valid".split(" "),
]);
