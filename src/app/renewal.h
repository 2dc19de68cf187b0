#pragma once

#include "app/sign-in-window.h"

/**
 * OdRenewal:
 *
 * The server ended a sign-in: its person is asked to sign in again, over the windows that
 * are open and whatever stands in them. Who closes the question is asked once more: the
 * windows would go with it. Its window goes with it. Main thread.
 *
 * Signals:
 *   "renewed" (OdSignInWindow *window, gboolean keep)  @window: what was typed; @keep:
 * the person wants to stay signed in "given-up"   the person leaves
 */
#define OD_TYPE_RENEWAL (od_renewal_get_type ())
G_DECLARE_FINAL_TYPE (OdRenewal, od_renewal, OD, RENEWAL, GObject)

/** od_renewal_new: @window: a new one, to sign in with; taken. @work: what it stands
 * over.
 */
OdRenewal *od_renewal_new (OdSignInWindow *window, OdDesk *desk, GtkWindow *work);
