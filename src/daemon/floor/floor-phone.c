/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is known of a phone while it is registered: a plain value. Main thread.
 */
#include "daemon/floor/floor-phone.h"
#include "shared/model/thread.h"

OdFloorPhone *
od_floor_phone_new (const char *user_agent,
                    const char *registrar,
                    const char *protocol,
                    gint64 since_us)
{
  OdFloorPhone *phone = g_new0 (OdFloorPhone, 1);

  OD_ASSERT_MAIN ();
  phone->user_agent = g_strdup (user_agent);
  phone->registrar = g_strdup (registrar);
  phone->protocol = g_strdup (protocol);
  phone->since_us = since_us;
  phone->ping_us = -1;
  return phone;
}

void
od_floor_phone_free (OdFloorPhone *phone)
{
  OD_ASSERT_MAIN ();
  g_free (phone->user_agent);
  g_free (phone->registrar);
  g_free (phone->protocol);
  g_free (phone);
}
