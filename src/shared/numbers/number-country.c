/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whose national spellings are meant: a country by its ISO name, its calling code or the
 * name that people give it. Pure; any thread.
 */
#include "shared/numbers/number-country.h"

#include <string.h>

#include "shared/numbers/number-reading.h"

#define NAME_SIZE 80 /* the longest folded name has fewer octets */

static const OdNumberRegion *
find_by_code (const char *text)
{
  OdNumberDigits digits = { .n = 0 };
  unsigned length;
  const OdNumberCode *code;

  for (; *text >= '0' && *text <= '9' && digits.n < 4; text++)
    digits.digits[digits.n++] = *text;
  while (*text == ' ')
    text++;
  code = digits.n > 0 && *text == '\0' ? od_number_reading_find_code (&digits, &length)
                                       : NULL;

  return code != NULL && length == digits.n ? &od_number_regions[code->first] : NULL;
}

/* The place among od_number_by_name; -1: no country has these two letters. */
static int
find_by_iso (const char *text)
{
  unsigned first = (unsigned char) text[0] & 0xDFU;
  unsigned second = text[0] != '\0' ? (unsigned char) text[1] & 0xDFU : 0;

  if (first < 'A' || first > 'Z' || second == 0 || text[2] != '\0')
    return -1;
  for (unsigned i = od_number_by_name_from[first - 'A'];
       i < od_number_by_name_from[first - 'A' + 1]; i++)
    if ((unsigned char) od_number_regions[od_number_by_name[i]].name[1] == second)
      return (int) i;

  return -1;
}

/* Letters and digits of ASCII in lower case, other scripts as they are, signs not at all:
 * as make-plan.py folds the names of the table. */
static bool
fold (const char *text, char *folded)
{
  size_t n = 0;

  for (; *text != '\0'; text++) {
    unsigned char c = (unsigned char) *text;

    if (c >= 'A' && c <= 'Z')
      c |= 0x20;
    else if (c < 0x80 && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9'))
      continue;
    if (n + 1 == NAME_SIZE)
      return false;
    folded[n++] = (char) c;
  }
  folded[n] = '\0';

  return n > 0;
}

static const OdNumberRegion *
find_by_name (const char *text)
{
  unsigned low = 0, high = od_number_name_count;
  char folded[NAME_SIZE];

  if (!fold (text, folded))
    return NULL;
  while (low < high) {
    unsigned middle = (low + high) / 2;
    int order = strcmp (folded, od_number_names[middle].name);

    if (order == 0)
      return &od_number_regions[od_number_names[middle].region];
    if (order > 0)
      low = middle + 1;
    else
      high = middle;
  }

  return NULL;
}

static const OdNumberRegion *
find_region (const char *text)
{
  int place;

  while (*text == ' ')
    text++;
  if (text[0] == '+' || (text[0] >= '0' && text[0] <= '9'))
    return find_by_code (text + (text[0] == '+'));
  place = find_by_iso (text);

  return place >= 0 ? &od_number_regions[od_number_by_name[place]] : find_by_name (text);
}

OdNumberHome
od_number_country_find_home (const char *text)
{
  const OdNumberRegion *region;

  if (text == NULL || text[0] == '\0')
    return (OdNumberHome){ .reason = OD_NUMBER_NO_COUNTRY };
  if (text[0] == '+' && text[1] == '\0')
    return (OdNumberHome){ .international = true };
  region = find_region (text);

  return (OdNumberHome){ .region = region,
                         .reason = region == NULL ? OD_NUMBER_UNKNOWN_COUNTRY
                                                  : OD_NUMBER_OK };
}

bool
od_number_country_get (size_t place, OdNumberCountry *country)
{
  const OdNumberRegion *region;

  if (place >= od_number_by_name_from[26])
    return false;
  region = &od_number_regions[od_number_by_name[place]];
  *country = (OdNumberCountry){ .name = region->name,
                                .title = od_number_titles[place],
                                .calling_code = region->code };

  return true;
}

bool
od_number_country_find (const char *text, OdNumberCountry *country)
{
  const OdNumberRegion *region = find_region (text);

  /* +800 and its like are nobody's. */
  return region != NULL && region->name[0] >= 'A'
         && od_number_country_get ((size_t) find_by_iso (region->name), country);
}
