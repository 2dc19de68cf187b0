#pragma once

#include "app/desk/desk.h"

/* The end of a sign-in that a program waits for, though its windows have gone. Main
 * thread. */

/** od_departure_begin: signs @desk out and holds @app until the server knows: else it
 * would believe in an agent for as long as a heartbeat may be late. A server that does
 * not answer is waited for only a moment. Nobody has to keep what is lent. */
void od_departure_begin (GApplication *app, OdDesk *desk);
