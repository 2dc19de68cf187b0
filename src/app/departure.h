#pragma once

#include "app/desk/desk.h"
#include "app/shift/paperwork.h"

/* The end of sign-ins that a program waits for, though its windows have gone. Main
 * thread. */
typedef struct _OdDeparture OdDeparture;

/** od_departure_new: @app: lent; it frees this when it ends itself, and does not end
 * while anybody leaves. */
OdDeparture *od_departure_new (GApplication *app);
void od_departure_free (OdDeparture *self);

/**
 * od_departure_begin:
 * @paperwork: (nullable): of an agent
 *
 * Signs @desk out and holds the program until the server knows, which else would believe
 * in an agent for as long as a heartbeat may be late; and until what was said is on the
 * disk. A server that does not answer is waited for only a moment, and a disk not for
 * ever. Nobody has to keep what is lent.
 */
void od_departure_begin (OdDeparture *self, OdDesk *desk, OdPaperwork *paperwork);

/** od_departure_wait: for a program whose main loop is over: turns the default main
 * context until nobody is leaving any more. */
void od_departure_wait (OdDeparture *self);
