/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A clear color lies under the child, as large as the cell and another one after each
 * change: to GSK the whole cell differs, and cairo paints nothing for it. Main thread.
 */
#include "app/list/paint-cell.h"

#define N_CLEAR 256 /* colors that cannot be seen */
#define MARGIN  16  /* px: over the cell's padding; the cell cuts off what is more */

struct _OdPaintCell {
  AdwBin parent_instance;

  guint edition;
};

G_DEFINE_FINAL_TYPE (OdPaintCell, od_paint_cell, ADW_TYPE_BIN)

static void
od_paint_cell_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  OdPaintCell *self = OD_PAINT_CELL (widget);
  const GdkRGBA clear = { (float) (self->edition % N_CLEAR) / N_CLEAR, 0, 0, 0 };
  float width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  graphene_rect_t cell = GRAPHENE_RECT_INIT (-MARGIN, -MARGIN, width + 2 * MARGIN,
                                             height + 2 * MARGIN);

  gtk_snapshot_append_color (snapshot, &clear, &cell);
  GTK_WIDGET_CLASS (od_paint_cell_parent_class)->snapshot (widget, snapshot);
}

static void
od_paint_cell_class_init (OdPaintCellClass *klass)
{
  GTK_WIDGET_CLASS (klass)->snapshot = od_paint_cell_snapshot;
}

static void
od_paint_cell_init (OdPaintCell *self)
{
}

OdPaintCell *
od_paint_cell_new (GtkWidget *child)
{
  return g_object_new (OD_TYPE_PAINT_CELL, "child", child, NULL);
}

void
od_paint_cell_touch (OdPaintCell *self)
{
  self->edition++;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
