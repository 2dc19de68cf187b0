/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The daemon's settings file. Every key is known or refused; until the rules of law are
 * enforced, so is every trunk that leads out of this machine.
 */
#include "daemon/config.h"

#include "shared/model/day.h"

#include <gio/gio.h>
#include <stdio.h>
#include <string.h>

#define MAIN_GROUP   "outdiald"
#define TRUNK_PREFIX "trunk "

/* Of agents' numbers: so short that nobody takes one for a lead's, and so few that the
 * free ones are counted in no time. */
#define MIN_NUMBER 100
#define MAX_NUMBER 999999999
#define MAX_BLOCK  10000

G_DEFINE_QUARK (od_config_error, od_config_error)

static const char *const main_keys[] = {
  "data_dir",  "api_listen",   "api_socket",  "sip_listen",    "sip_advertise",
  "rtp_ports", "trunk_listen", "rtp_address", "agent_numbers", "time_zone",
  NULL
};
static const char *const trunk_keys[] = { "host", "calls_per_second", "channels", NULL };

void
od_config_free (OdConfig *config)
{
  g_free (config->data_dir);
  g_free (config->api_listen);
  g_free (config->api_socket);
  g_free (config->sip_listen);
  g_free (config->sip_advertise);
  g_free (config->trunk_listen);
  g_free (config->rtp_address);
  g_free (config->time_zone);
  od_trunk_free (config->trunk);
  g_free (config);
}

static gboolean G_GNUC_PRINTF (2, 3) fail (GError **error, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, OD_CONFIG_ERROR, OD_CONFIG_ERROR_INVALID, text);
  return FALSE;
}

static gboolean
check_keys (GKeyFile *file, const char *group, const char *const *known, GError **error)
{
  g_auto (GStrv) keys = g_key_file_get_keys (file, group, NULL, NULL);

  for (gsize i = 0; keys != NULL && keys[i] != NULL; i++) {
    if (!g_strv_contains (known, keys[i]))
      return fail (error, "[%s] %s is no setting: correct or remove it", group, keys[i]);
  }

  return TRUE;
}

static gboolean
check_groups (GKeyFile *file, GError **error)
{
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);

  for (gsize i = 0; groups[i] != NULL; i++) {
    if (strcmp (groups[i], MAIN_GROUP) == 0) {
      if (!check_keys (file, groups[i], main_keys, error))
        return FALSE;
    } else if (g_str_has_prefix (groups[i], TRUNK_PREFIX)) {
      if (!check_keys (file, groups[i], trunk_keys, error))
        return FALSE;
    } else {
      return fail (error, "[%s] is no group: there are [outdiald] and [trunk NAME]",
                   groups[i]);
    }
  }

  return TRUE;
}

/* Sets @value; FALSE: it is there and cannot be read. A group or key that is not there is
 * @otherwise. */
static gboolean
get (GKeyFile *file,
     const char *group,
     const char *key,
     const char *otherwise,
     char **value,
     GError **error)
{
  g_autoptr (GError) local = NULL;

  *value = g_key_file_get_string (file, group, key, &local);
  if (*value != NULL) {
    g_strstrip (*value);
    return TRUE;
  }
  if (g_error_matches (local, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_KEY_NOT_FOUND)
      || g_error_matches (local, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_GROUP_NOT_FOUND)) {
    *value = g_strdup (otherwise);
    return TRUE;
  }

  return fail (error,
               "[%s] %s cannot be read: it must be UTF-8, and a backslash only before "
               "one of s n t r \\",
               group, key);
}

/* "127.0.0.1:5060" or "[::1]:5060"; a name would need a lookup that can change. */
static gboolean
parse_address (const char *text, gboolean *on_loopback, guint16 *port)
{
  g_autoptr (GSocketConnectable) where = g_network_address_parse (text, 0, NULL);
  g_autoptr (GInetAddress) host = NULL;

  if (where != NULL && strchr (text, ':') != NULL)
    host = g_inet_address_new_from_string (
      g_network_address_get_hostname (G_NETWORK_ADDRESS (where)));
  if (host == NULL)
    return FALSE;

  *on_loopback = g_inet_address_get_is_loopback (host);
  *port = g_network_address_get_port (G_NETWORK_ADDRESS (where));
  return TRUE;
}

static gboolean
read_ports (OdConfig *config, GKeyFile *file, GError **error)
{
  g_autofree char *text = NULL;
  guint min, max;
  char rest;

  if (!get (file, MAIN_GROUP, "rtp_ports", "16384-32767", &text, error))
    return FALSE;
  /* %u takes a minus sign too. */
  if (!g_ascii_isdigit (text[0]) || sscanf (text, "%u-%u%c", &min, &max, &rest) != 2
      || min < 1024 || min > 65535 || max > 65535 || max < min + 2)
    return fail (error, "[outdiald] rtp_ports is “%s”, but must be like 16384-32767",
                 text);

  config->rtp_port_min = min;
  config->rtp_port_max = max;
  return TRUE;
}

/* "12600-12999": equally many digits, so that the names sort like the numbers. */
static gboolean
read_numbers (OdConfig *config, GKeyFile *file, GError **error)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) ends = NULL;

  if (!get (file, MAIN_GROUP, "agent_numbers", NULL, &text, error))
    return FALSE;
  if (text == NULL)
    return TRUE;

  ends = g_strsplit (text, "-", 0);
  if (g_strv_length (ends) == 2 && g_ascii_isdigit (ends[0][0]) && ends[0][0] != '0'
      && strlen (ends[0]) == strlen (ends[1])
      && g_ascii_string_to_signed (ends[0], 10, MIN_NUMBER, MAX_NUMBER,
                                   &config->first_number, NULL)
      && g_ascii_string_to_signed (ends[1], 10, config->first_number,
                                   config->first_number + MAX_BLOCK - 1,
                                   &config->last_number, NULL))
    return TRUE;

  return fail (error,
               "[outdiald] agent_numbers is “%s”, but must be like 12600-12999: 3 to 9 "
               "digits, at most %d numbers",
               text, MAX_BLOCK);
}

/* A whole number of @min to @max; without the key @number stays as it is. */
static gboolean
read_number (GKeyFile *file,
             const char *group,
             const char *key,
             guint min,
             guint max,
             guint *number,
             GError **error)
{
  g_autofree char *text = NULL;
  guint64 read = *number;

  if (!get (file, group, key, "", &text, error))
    return FALSE;
  if (*text != '\0' && !g_ascii_string_to_unsigned (text, 10, min, max, &read, NULL))
    return fail (error, "[%s] %s is “%s”, but must be a whole number of %u to %u", group,
                 key, text, min, max);

  *number = (guint) read;
  return TRUE;
}

static gboolean
read_trunk (OdConfig *config, GKeyFile *file, const char *group, GError **error)
{
  g_autofree char *host = NULL;
  gboolean on_loopback;
  guint16 port;

  if (!get (file, group, "host", "", &host, error))
    return FALSE;
  if (!parse_address (host, &on_loopback, &port) || port == 0)
    return fail (error,
                 "[%s] host must be a numeric address and port, like 127.0.0.1:5070",
                 group);
  if (!on_loopback)
    return fail (error,
                 "[%s] %s is not on this machine: real calls are refused until the "
                 "calling rules are enforced; use a trunk on 127.0.0.1",
                 group, host);
  if (config->trunk != NULL)
    return fail (error, "[%s] is a second trunk, but one is all that is used: remove it",
                 group);

  config->trunk = od_trunk_new (group + strlen (TRUNK_PREFIX), host);
  return read_number (file, group, "calls_per_second", 1, OD_TRUNK_MAX_CALLS_PER_SECOND,
                      &config->trunk->calls_per_second, error)
         && read_number (file, group, "channels", 0, G_MAXUINT16,
                         &config->trunk->channels, error);
}

static gboolean
read_trunks (OdConfig *config, GKeyFile *file, GError **error)
{
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);

  config->trunks_on_loopback = TRUE;
  for (gsize i = 0; groups[i] != NULL; i++) {
    if (g_str_has_prefix (groups[i], TRUNK_PREFIX)
        && !read_trunk (config, file, groups[i], error))
      return FALSE;
  }
  if (config->trunk == NULL)
    return fail (error,
                 "There is no trunk: add a group [trunk NAME] with host=ADDRESS:PORT");

  return TRUE;
}

static gboolean
check_addresses (const OdConfig *config, GError **error)
{
  const char *const names[] = { "api_listen", "sip_listen", "trunk_listen" };
  const char *const values[] = { config->api_listen, config->sip_listen,
                                 config->trunk_listen };
  g_autoptr (GInetAddress) rtp = g_inet_address_new_from_string (config->rtp_address);
  gboolean on_loopback;
  guint16 port;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    if (!parse_address (values[i], &on_loopback, &port))
      return fail (error, "[outdiald] %s is “%s”, but must be a numeric address and port",
                   names[i], values[i]);
  }
  if (config->data_dir == NULL || !g_path_is_absolute (config->data_dir))
    return fail (error, "[outdiald] data_dir must be set to an absolute path");
  if (rtp == NULL)
    return fail (error, "[outdiald] rtp_address is “%s”, but must be a numeric address",
                 config->rtp_address);
  if (config->api_socket != NULL && !g_path_is_absolute (config->api_socket))
    return fail (error, "[outdiald] api_socket is “%s”, but must be an absolute path",
                 config->api_socket);

  return TRUE;
}

static gboolean
check_time_zone (const OdConfig *config, GError **error)
{
  g_autoptr (GTimeZone) zone = NULL;

  if (config->time_zone == NULL)
    return TRUE;

  zone = od_day_zone_new (config->time_zone);
  return zone != NULL
         || fail (error,
                  "[outdiald] time_zone is “%s”, but must be the name of a time zone "
                  "that "
                  "this machine's tzdata has, like America/New_York",
                  config->time_zone);
}

static gboolean
read_texts (OdConfig *config, GKeyFile *file, GError **error)
{
  const struct {
    const char *key;
    const char *otherwise;
    char **value;
  } texts[] = {
    { "data_dir", NULL, &config->data_dir },
    { "api_listen", "127.0.0.1:8620", &config->api_listen },
    { "api_socket", NULL, &config->api_socket },
    { "sip_listen", "127.0.0.1:5060", &config->sip_listen },
    { "sip_advertise", NULL, &config->sip_advertise },
    { "trunk_listen", "127.0.0.1:5080", &config->trunk_listen },
    { "rtp_address", "127.0.0.1", &config->rtp_address },
    { "time_zone", NULL, &config->time_zone },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    if (!get (file, MAIN_GROUP, texts[i].key, texts[i].otherwise, texts[i].value, error))
      return FALSE;
  }

  return TRUE;
}

OdConfig *
od_config_load (const char *path, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (OdConfig) config = g_new0 (OdConfig, 1);
  gboolean ok;

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, error)) {
    g_prefix_error (error, "Cannot read the settings %s: ", path);
    return NULL;
  }

  ok = check_groups (file, error) && read_texts (config, file, error)
       && check_addresses (config, error) && check_time_zone (config, error)
       && read_ports (config, file, error) && read_numbers (config, file, error)
       && read_trunks (config, file, error);
  if (!ok) {
    g_prefix_error (error, "%s: ", path);
    return NULL;
  }

  return g_steal_pointer (&config);
}
