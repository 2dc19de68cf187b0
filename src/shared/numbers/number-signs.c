/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every sign of a text becomes one ASCII octet: a space is ' ' however wide, a digit '0'
 * to '9' in any script, a letter lower case, and what cannot be seen is gone. Pure; any
 * thread.
 */
#include "shared/numbers/number-signs.h"

#define UNKNOWN_SIGN '?'

typedef struct {
  uint32_t first, last;
  char plain; /* 0: it cannot be seen; '0': ten digits in order */
} SignRange;

/* In order. Whatever is not here is a letter from U+00C0 on, else an unknown sign. */
static const SignRange signs[] = {
  { 0x00A0, 0x00A0, ' ' },  { 0x00AB, 0x00AB, '"' }, { 0x00AD, 0x00AD, 0 },
  { 0x00B4, 0x00B4, '\'' }, { 0x00B7, 0x00B7, '.' }, { 0x00BB, 0x00BB, '"' },
  { 0x00F3, 0x00F3, 'o' },  { 0x0301, 0x0301, 0 },   { 0x034F, 0x034F, 0 },
  { 0x0411, 0x0411, 'b' },  { 0x0414, 0x0414, 'd' }, { 0x041E, 0x041E, 'o' },
  { 0x0431, 0x0431, 'b' },  { 0x0434, 0x0434, 'd' }, { 0x043E, 0x043E, 'o' },
  { 0x061C, 0x061C, 0 },    { 0x0660, 0x0669, '0' }, { 0x06F0, 0x06F9, '0' },
  { 0x07C0, 0x07C9, '0' },  { 0x0966, 0x096F, '0' }, { 0x09E6, 0x09EF, '0' },
  { 0x0A66, 0x0A6F, '0' },  { 0x0AE6, 0x0AEF, '0' }, { 0x0B66, 0x0B6F, '0' },
  { 0x0BE6, 0x0BEF, '0' },  { 0x0C66, 0x0C6F, '0' }, { 0x0CE6, 0x0CEF, '0' },
  { 0x0D66, 0x0D6F, '0' },  { 0x0E50, 0x0E59, '0' }, { 0x0ED0, 0x0ED9, '0' },
  { 0x0F20, 0x0F29, '0' },  { 0x1040, 0x1049, '0' }, { 0x1680, 0x1680, ' ' },
  { 0x17E0, 0x17E9, '0' },  { 0x180B, 0x180E, 0 },   { 0x1810, 0x1819, '0' },
  { 0x2000, 0x200A, ' ' },  { 0x200B, 0x200F, 0 },   { 0x2010, 0x2015, '-' },
  { 0x2018, 0x201B, '\'' }, { 0x201C, 0x201F, '"' }, { 0x2022, 0x2022, '.' },
  { 0x2028, 0x2029, '\n' }, { 0x202A, 0x202E, 0 },   { 0x202F, 0x202F, ' ' },
  { 0x2039, 0x203A, '\'' }, { 0x2043, 0x2043, '-' }, { 0x2044, 0x2044, '/' },
  { 0x2053, 0x2053, '~' },  { 0x205F, 0x205F, ' ' }, { 0x2060, 0x206F, 0 },
  { 0x2212, 0x2212, '-' },  { 0x2215, 0x2215, '/' }, { 0x2219, 0x2219, '.' },
  { 0x223C, 0x223C, '~' },  { 0x3000, 0x3000, ' ' }, { 0x30FC, 0x30FC, '-' },
  { 0xFE00, 0xFE0F, 0 },    { 0xFE58, 0xFE58, '-' }, { 0xFE63, 0xFE63, '-' },
  { 0xFEFF, 0xFEFF, 0 },
};

static bool
is_rare (char c)
{
  return !((c >= '0' && c <= '9') || c == ' ' || c == '-' || c == '(' || c == ')'
           || c == '+');
}

/* An ASCII octet's plain form; brackets of all kinds are round. */
static char
plain_ascii (unsigned char c)
{
  if (c >= '0' && c <= '9')
    return (char) c;
  if (c >= 'A' && c <= 'Z')
    return (char) (c | 0x20);
  if (c >= 'a' && c <= 'z')
    return (char) c;

  switch (c) {
  case '[':
  case '{':
    return '(';
  case ']':
  case '}':
    return ')';
  case '\t':
  case '\v':
  case '\f':
    return ' ';
  case '\r':
  case '\n':
    return '\n';
  case '`':
    return '\'';
  default:
    return c > ' ' && c < 0x7F && c != '?' && c != '_' ? (char) c
           : c == ' '                                  ? ' '
                                                       : UNKNOWN_SIGN;
  }
}

/* The plain form of a sign beyond ASCII; 0: it cannot be seen. */
static char
plain_wide (uint32_t sign)
{
  size_t low = 0, high = sizeof signs / sizeof signs[0];

  if (sign >= 0xFF01 && sign <= 0xFF5E) /* full-width ASCII, in ASCII's order */
    return plain_ascii ((unsigned char) (sign - 0xFF01 + '!'));

  while (low < high) {
    size_t middle = (low + high) / 2;

    if (sign > signs[middle].last)
      low = middle + 1;
    else
      high = middle;
  }
  if (low == sizeof signs / sizeof signs[0] || sign < signs[low].first)
    return sign >= 0xC0 && (sign < 0x2000 || sign > 0x2BFF) ? OD_NUMBER_SIGNS_LETTER
                                                            : UNKNOWN_SIGN;

  return signs[low].plain == '0' ? (char) ('0' + (sign - signs[low].first))
                                 : signs[low].plain;
}

/* One sign beyond ASCII. Returns its octets; 0: not UTF-8. */
static size_t
decode (const unsigned char *c, size_t n, uint32_t *sign)
{
  size_t length = c[0] >= 0xF0 && c[0] < 0xF5 ? 4
                  : c[0] >= 0xE0              ? 3
                  : c[0] >= 0xC2              ? 2
                                              : 0;
  static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };

  if (length == 0 || length > n || c[0] >= 0xF5)
    return 0;

  *sign = c[0] & (0x7F >> length);
  for (size_t i = 1; i < length; i++) {
    if ((c[i] & 0xC0) != 0x80)
      return 0;
    *sign = *sign << 6 | (c[i] & 0x3F);
  }

  return *sign < least[length] || *sign > 0x10FFFF || (*sign >> 11) == 0x1B ? 0 : length;
}

OdNumberReason
od_number_signs_read (const char *text, size_t n, OdNumberSigns *plain)
{
  const unsigned char *utf8 = (const unsigned char *) text;

  plain->from = plain->to = 0;
  plain->rare = false;
  for (size_t i = 0; i < n;) {
    size_t length = 1;
    uint32_t sign;
    char c;

    if (utf8[i] < 0x80) {
      c = plain_ascii (utf8[i]);
    } else {
      length = decode (utf8 + i, n - i, &sign);
      if (length == 0)
        return OD_NUMBER_NOT_UTF8;
      c = plain_wide (sign);
    }
    i += length;
    if (c == 0 || (c == ' ' && plain->to == 0))
      continue;
    if (plain->to == OD_NUMBER_SIGNS_SIZE)
      return OD_NUMBER_TOO_LONG;
    plain->text[plain->to++] = c;
    plain->rare |= is_rare (c);
  }

  return OD_NUMBER_OK;
}
