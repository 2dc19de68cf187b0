/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A cell's text becomes digits. Whatever is not understood is refused with a reason: a
 * digit dropped or joined without a word calls a stranger. Pure; any thread.
 */
#include "shared/numbers/number-spelling.h"

#include <string.h>

#include "shared/numbers/number-signs.h"

#define EXTENSION_AFTER 4 /* digits: before that, x and # are no extension's */
#define WHOLE_LEAST     7 /* digits of a number that a numeric column may have held */

/* --- small questions about plain text -------------------------------------------- */

static bool
is_digit (char c)
{
  return c >= '0' && c <= '9';
}

static bool
is_letter (char c)
{
  return (c >= 'a' && c <= 'z') || c == OD_NUMBER_SIGNS_LETTER;
}

static size_t
left (const OdNumberSigns *plain)
{
  return plain->to - plain->from;
}

static bool
starts_with (const OdNumberSigns *plain, size_t at, const char *word)
{
  size_t length = strlen (word);

  return plain->to - at >= length && memcmp (plain->text + at, word, length) == 0;
}

/* Where the octets of @set end, from @at on. */
static size_t
skip (const OdNumberSigns *plain, size_t at, const char *set)
{
  while (at < plain->to && strchr (set, plain->text[at]) != NULL)
    at++;
  return at;
}

static size_t
skip_digits (const OdNumberSigns *plain, size_t at)
{
  while (at < plain->to && is_digit (plain->text[at]))
    at++;
  return at;
}

static size_t
skip_letters (const OdNumberSigns *plain, size_t at)
{
  while (at < plain->to && is_letter (plain->text[at]))
    at++;
  return at;
}

static bool
word_is_among (const OdNumberSigns *plain,
               size_t from,
               size_t to,
               const char *const *words)
{
  for (; *words != NULL; words++)
    if (strlen (*words) == to - from
        && memcmp (plain->text + from, *words, to - from) == 0)
      return true;
  return false;
}

/* --- what stands around a number ------------------------------------------------- */

static void
trim (OdNumberSigns *plain, const char *before, const char *after)
{
  plain->from = skip (plain, plain->from, before);
  while (plain->to > plain->from && strchr (after, plain->text[plain->to - 1]) != NULL)
    plain->to--;
}

/* ="…", '…, "…" and <…> are how spreadsheets, guarded exports and mail keep a zero. */
static void
unwrap (OdNumberSigns *plain)
{
  trim (plain, " \n=\"'<", " \n\"'>,;.");
}

/* "Tel:", "Tél. " and the URI's "tel:" say nothing new. Other words are left to be
 * refused. */
static void
drop_label (OdNumberSigns *plain)
{
  static const char *const labels[] = { "tel",   "telephone", "telefon", "tLl", "phone",
                                        "ph",    "mobile",    "mobil",   "mob", "cell",
                                        "handy", "callto",    NULL };
  size_t end = skip_letters (plain, plain->from);
  size_t next = skip (plain, end, " .:");

  if (end == plain->from || next == end
      || !word_is_among (plain, plain->from, end, labels))
    return;
  plain->from = skip (plain, next, " /");
}

/* URIs and web forms write + as %2B and a space as %20. */
static void
decode_percent (OdNumberSigns *plain)
{
  static const struct {
    const char *code;
    char sign;
  } codes[] = { { "%2b", '+' }, { "%20", ' ' }, { "%28", '(' }, { "%29", ')' } };
  size_t to = plain->from;

  for (size_t i = plain->from; i < plain->to; i++) {
    char c = plain->text[i];

    for (size_t k = 0; c == '%' && k < sizeof codes / sizeof codes[0]; k++)
      if (starts_with (plain, i, codes[k].code)) {
        c = codes[k].sign;
        i += 2;
      }
    plain->text[to++] = c;
  }
  plain->to = to;
}

/* A numeric column's own spelling is a whole number if only zeros stand behind its point:
 * 447400555101.0. Its column never begins with a zero or a +, which somebody typed then.
 */
static bool
is_whole (const OdNumberSigns *plain, size_t point, size_t end)
{
  return plain->text[plain->from] != '0' && is_digit (plain->text[plain->from])
         && point - plain->from >= WHOLE_LEAST && skip (plain, point + 1, "0") == end;
}

/* What a numeric column made of a number: 447400555101.0 and 4.474E+11. Five digits and
 * more before one point and one or two (or only zeros) after it: nobody groups digits so.
 */
static OdNumberReason
check_numeric (OdNumberSigns *plain)
{
  size_t start = skip (plain, plain->from, "+-");
  size_t point = skip_digits (plain, start), end = point, exponent;
  bool zeros;

  if (point == start)
    return OD_NUMBER_OK;
  if (point < plain->to && strchr (".,", plain->text[point]) != NULL)
    end = skip_digits (plain, point + 1);
  if (end < plain->to && plain->text[end] == 'e') {
    exponent = skip (plain, end + 1, "+-");
    if (exponent < plain->to && skip_digits (plain, exponent) == plain->to)
      return OD_NUMBER_SCIENTIFIC;
  }
  if (end != plain->to || end <= point + 1 || point - start < 5)
    return OD_NUMBER_OK;
  zeros = skip (plain, point + 1, "0") == end;
  if (zeros && is_whole (plain, point, end)) {
    plain->to = point;
    return OD_NUMBER_OK;
  }

  return end - point <= 3 || zeros ? OD_NUMBER_FRACTION : OD_NUMBER_OK;
}

/* --- extensions and URI parameters ----------------------------------------------- */

static bool
is_extension_word (const OdNumberSigns *plain, size_t from, size_t to)
{
  static const char *const words[] = {
    "x",     "ext", "extn", "extension", "xt", "xtn", "int",         "anexo", "ramal",
    "poste", "dob", "nst",  "durchwahl", "dw", "wew", "nebenstelle", NULL
  };

  return word_is_among (plain, from, to, words);
}

/* The digits from @at to the end are the extension; a # or ) may close it. */
static OdNumberReason
take_extension (const OdNumberSigns *plain, size_t at, OdNumberSpelling *spelling)
{
  size_t start = skip (plain, at, ".:,=- #");
  size_t end = skip_digits (plain, start);

  if (end == start || skip (plain, end, " #)") != plain->to)
    return OD_NUMBER_BAD_EXTENSION;
  if (end - start > OD_NUMBER_MAX_EXTENSION || spelling->extension[0] != '\0')
    return OD_NUMBER_BAD_EXTENSION;
  memcpy (spelling->extension, plain->text + start, end - start);
  spelling->extension[end - start] = '\0';

  return OD_NUMBER_OK;
}

/* What letters after the digits mean: an extension's name, "or", or nothing we know. */
static OdNumberReason
read_word (OdNumberSigns *plain, size_t at, OdNumberSpelling *spelling)
{
  static const char *const conjunctions[] = { "or", "and", "oder", "und",  "ou",   "et",
                                              "o",  "y",   "e",    "resp", "also", NULL };
  size_t end = skip_letters (plain, at);
  size_t next = skip (plain, end, " .:");
  OdNumberReason reason;

  if (is_extension_word (plain, at, end)) {
    reason = take_extension (plain, end, spelling);
    plain->to = at;
    return reason;
  }
  if (word_is_among (plain, at, end, conjunctions) && next < plain->to
      && strchr ("0123456789+(", plain->text[next]) != NULL)
    return OD_NUMBER_TWO_NUMBERS;

  return OD_NUMBER_LETTERS;
}

/* One comma parts two numbers, two are a telephone's pause before the extension. */
static OdNumberReason
read_commas (OdNumberSigns *plain, size_t at, OdNumberSpelling *spelling)
{
  size_t next = skip (plain, at, ", ");
  OdNumberReason reason;

  if (next < plain->to && (is_letter (plain->text[next]) || plain->text[next] == '#')) {
    reason = plain->text[next] == '#' ? take_extension (plain, next, spelling)
                                      : read_word (plain, next, spelling);
    plain->to = at;
    return reason;
  }
  if (!starts_with (plain, at, ",,"))
    return OD_NUMBER_TWO_NUMBERS;
  reason = take_extension (plain, next, spelling);
  plain->to = at;

  return reason;
}

/* ";phone-context=+44" puts a code before the digits (RFC 3966 5.1.5); a domain says
 * nothing that we know. */
static OdNumberReason
take_context (const OdNumberSigns *plain,
              size_t at,
              size_t end,
              OdNumberSpelling *spelling)
{
  if (plain->text[at] != '+')
    return OD_NUMBER_OK;
  spelling->plus = true;
  for (at++; at < end; at++) {
    if (is_digit (plain->text[at]) && spelling->n < OD_NUMBER_SPELLING_DIGITS)
      spelling->digits[spelling->n++] = plain->text[at];
    else if (strchr ("-.() ", plain->text[at]) == NULL)
      return OD_NUMBER_STRANGE_SIGN;
  }

  return OD_NUMBER_OK;
}

/* From the first ';' on: "name=value" parameters, or a second number. */
static OdNumberReason
read_parameters (OdNumberSigns *plain, size_t at, OdNumberSpelling *spelling)
{
  OdNumberSigns parameter = *plain;
  OdNumberReason reason = OD_NUMBER_OK;

  plain->to = at;
  while (reason == OD_NUMBER_OK && at < parameter.to && parameter.text[at] == ';') {
    size_t name = at + 1, equals = name, end;

    while (equals < parameter.to
           && (is_letter (parameter.text[equals]) || parameter.text[equals] == '-'))
      equals++;
    if (equals >= parameter.to || parameter.text[equals] != '=' || equals == name)
      return OD_NUMBER_TWO_NUMBERS;
    for (end = equals + 1; end < parameter.to && parameter.text[end] != ';';)
      end++;
    if (end > equals + 1 && starts_with (&parameter, name, "phone-context="))
      reason = take_context (&parameter, equals + 1, end, spelling);
    if (starts_with (&parameter, name, "ext=")) {
      OdNumberSigns value = parameter;

      value.to = end;
      reason = take_extension (&value, equals + 1, spelling);
    }
    at = end;
  }

  return reason;
}

/* "8~10 44…": wait for the tone. Further on nobody knows what ~ means. */
static bool
is_tone_mark (const OdNumberSigns *plain, size_t at)
{
  return plain->text[at] == '~' && at <= plain->from + 1;
}

/* Cuts off what follows the digits: extension, parameters. Only signs and digits are
 * left. */
static OdNumberReason
read_tail (OdNumberSigns *plain, OdNumberSpelling *spelling)
{
  unsigned digits = 0;
  OdNumberReason reason = OD_NUMBER_OK;

  for (size_t at = plain->from; at < plain->to && reason == OD_NUMBER_OK; at++) {
    char c = plain->text[at];
    bool digits_seen = digits >= EXTENSION_AFTER;

    if (is_digit (c))
      digits++;
    else if (is_letter (c))
      reason = digits_seen ? read_word (plain, at, spelling) : OD_NUMBER_LETTERS;
    else if (c == ',' && digits_seen)
      reason = read_commas (plain, at, spelling);
    else if (c == ';' && digits_seen)
      reason = read_parameters (plain, at, spelling);
    else if (c == '~' && !is_tone_mark (plain, at))
      reason = OD_NUMBER_STRANGE_SIGN;
    else if (c == '#' && digits_seen) {
      reason = take_extension (plain, at, spelling);
      plain->to = at;
    }
  }
  if (reason == OD_NUMBER_OK)
    trim (plain, " ", " .,-:;(");

  return reason;
}

/* --- digits ---------------------------------------------------------------------- */

static void
note_split (OdNumberSpelling *spelling, bool slash)
{
  if (spelling->n == 0 || spelling->n_splits == OD_NUMBER_SPELLING_SPLITS)
    return;
  spelling->splits[spelling->n_splits++] = (OdNumberSplit){ .before = spelling->n,
                                                            .slash = slash };
}

/* A dash after one unbroken run of digits may part an extension. Among other groups it is
 * one more group: taking the last of them for an extension would call a stranger. */
static void
note_dash (const OdNumberSigns *plain, size_t at, OdNumberSpelling *spelling)
{
  size_t run = skip_digits (plain, skip (plain, plain->from, "+"));

  spelling->lone_dash = run == at ? (int8_t) spelling->n : -1;
  if (at > plain->from && at + 1 < plain->to && plain->text[at - 1] == ' '
      && plain->text[at + 1] == ' ')
    note_split (spelling, false);
}

/* A sign among the digits. */
static OdNumberReason
collect_sign (const OdNumberSigns *plain, size_t at, OdNumberSpelling *spelling)
{
  switch (plain->text[at]) {
  case '(':
    if (starts_with (plain, at, "(0)"))
      spelling->bracket_zero = (int8_t) spelling->n;
    return OD_NUMBER_OK;
  case '-':
    note_dash (plain, at, spelling);
    return OD_NUMBER_OK;
  case '/':
    note_split (spelling, true);
    return OD_NUMBER_OK;
  case ' ':
  case '.':
  case '~':
  case ')':
    return OD_NUMBER_OK;
  case '+': /* several at the start are a slip of the finger */
    spelling->plus = true;
    return spelling->n > 0 ? OD_NUMBER_TWO_NUMBERS : OD_NUMBER_OK;
  case '|':
  case '&':
  case '\\':
  case '\n':
    return spelling->n > 0 ? OD_NUMBER_TWO_NUMBERS : OD_NUMBER_STRANGE_SIGN;
  default:
    return OD_NUMBER_STRANGE_SIGN;
  }
}

static OdNumberReason
collect (const OdNumberSigns *plain, OdNumberSpelling *spelling)
{
  bool context = spelling->n
                 > 0; /* the code is there already: no + may follow, none needed */

  for (size_t at = plain->from; at < plain->to; at++) {
    OdNumberReason reason = OD_NUMBER_OK;

    if (!is_digit (plain->text[at]))
      reason = collect_sign (plain, at, spelling);
    else if (spelling->n == OD_NUMBER_SPELLING_DIGITS)
      reason = OD_NUMBER_TOO_LONG;
    else
      spelling->digits[spelling->n++] = plain->text[at];
    if (reason != OD_NUMBER_OK)
      return reason;
  }
  spelling->digits[spelling->n] = '\0';
  if (context)
    spelling->bracket_zero = -1;

  return spelling->n == 0 ? OD_NUMBER_NO_DIGITS : OD_NUMBER_OK;
}

/* Labels, wrappings, parameters, extensions: all that most numbers have none of. */
static OdNumberReason
read_around (OdNumberSigns *plain, OdNumberSpelling *spelling)
{
  OdNumberReason reason;

  unwrap (plain);
  if (left (plain) == 0)
    return OD_NUMBER_EMPTY;
  if (is_letter (plain->text[plain->from]))
    drop_label (plain);
  if (memchr (plain->text + plain->from, '%', left (plain)) != NULL)
    decode_percent (plain);
  reason = check_numeric (plain);

  return reason != OD_NUMBER_OK ? reason : read_tail (plain, spelling);
}

OdNumberReason
od_number_spelling_read (const char *utf8, size_t n, OdNumberSpelling *spelling)
{
  OdNumberSigns plain;
  OdNumberReason reason = od_number_signs_read (utf8, n, &plain);

  spelling->n = spelling->n_splits = 0;
  spelling->plus = false;
  spelling->bracket_zero = spelling->lone_dash = -1;
  spelling->extension[0] = spelling->digits[0] = '\0';
  if (reason == OD_NUMBER_OK && plain.to == 0)
    reason = OD_NUMBER_EMPTY;
  if (reason == OD_NUMBER_OK && plain.rare)
    reason = read_around (&plain, spelling);

  return reason != OD_NUMBER_OK ? reason : collect (&plain, spelling);
}
