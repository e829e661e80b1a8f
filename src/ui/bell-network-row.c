/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-network-row.h"

#include "bell-format-network.h"

#include <glib/gi18n.h>

struct _BellNetworkRow
{
  AdwExpanderRow parent_instance;

  /* Template */
  GtkEditable *proxy;
  GtkEditable *proxy_user;
  GtkEditable *proxy_password;
  GtkEditable *ca_file;
  GtkEditable *certificate;
  GtkEditable *key;
  GtkEditable *password;

  /* Owned */
  GtkFileChooserNative *chooser; /* (nullable) */
  gboolean with_apply;
};

typedef enum { PROP_WITH_APPLY = 1 } BellNetworkRowProperty;
static GParamSpec *properties[PROP_WITH_APPLY + 1];

enum
{
  SIGNAL_SUBMIT,
  SIGNAL_APPLY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellNetworkRow, bell_network_row, ADW_TYPE_EXPANDER_ROW)

static char *
dup_stripped (GtkEditable *editable)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (editable)));
}

static BellNetworkSettings *
get_settings (BellNetworkRow *self)
{
  BellNetworkSettings *settings = g_new0 (BellNetworkSettings, 1);

  settings->proxy = dup_stripped (self->proxy);
  settings->proxy_user = *settings->proxy != '\0' ? dup_stripped (self->proxy_user) : g_strdup ("");
  settings->ca_file = dup_stripped (self->ca_file);
  settings->certificate = dup_stripped (self->certificate);
  settings->certificate_key = *settings->certificate != '\0' && !bell_format_network_is_bundle (settings->certificate)
                                ? dup_stripped (self->key)
                                : g_strdup ("");
  return settings;
}

/* The key's file goes with a PEM certificate, the password with a bundle of both. */
static void
update (BellNetworkRow *self)
{
  g_autoptr (BellNetworkSettings) settings = get_settings (self);
  g_autofree char *summary = bell_format_network (settings);
  gboolean has_certificate = *settings->certificate != '\0';
  gboolean is_bundle = has_certificate && bell_format_network_is_bundle (settings->certificate);

  gtk_widget_set_visible (GTK_WIDGET (self->key), has_certificate && !is_bundle);
  gtk_widget_set_visible (GTK_WIDGET (self->password), is_bundle);
  gtk_widget_set_visible (GTK_WIDGET (self->proxy_user), *settings->proxy != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->proxy_password), *settings->proxy_user != '\0');
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), summary);
}

/* Template callbacks */

static void
on_changed (BellNetworkRow *self)
{
  update (self);
}

static void
on_activated (BellNetworkRow *self)
{
  if (!self->with_apply)
    g_signal_emit (self, signals[SIGNAL_SUBMIT], 0);
}

static void
on_apply (BellNetworkRow *self)
{
  g_signal_emit (self, signals[SIGNAL_APPLY], 0);
}

static void
on_chooser_response (GtkNativeDialog *dialog,
                     int response,
                     BellNetworkRow *self)
{
  GtkEditable *editable = g_object_get_data (G_OBJECT (dialog), "row");
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (response == GTK_RESPONSE_ACCEPT && path != NULL)
    {
      gtk_editable_set_text (editable, path);
      if (self->with_apply)
        on_apply (self);
    }
  g_clear_object (&self->chooser);
}

static void
choose (BellNetworkRow *self,
        GtkEditable *editable,
        const char *title,
        const char *const *suffixes)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_file_filter_set_name (filter, _("Certificates and keys"));
  for (guint i = 0; suffixes[i] != NULL; i++)
    gtk_file_filter_add_suffix (filter, suffixes[i]);
  gtk_file_filter_set_name (all, _("All files"));
  gtk_file_filter_add_pattern (all, "*");

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (root), GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  g_object_set_data (G_OBJECT (self->chooser), "row", editable);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), all);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_chooser_response), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
on_choose_ca_file (BellNetworkRow *self)
{
  static const char *const suffixes[] = { "pem", "crt", "cer", NULL };

  choose (self, self->ca_file, _("Certificate authority"), suffixes);
}

static void
on_choose_certificate (BellNetworkRow *self)
{
  static const char *const suffixes[] = { "p12", "pfx", "pem", "crt", "cer", "cert", NULL };

  choose (self, self->certificate, _("Client certificate"), suffixes);
}

static void
on_choose_key (BellNetworkRow *self)
{
  static const char *const suffixes[] = { "pem", "key", NULL };

  choose (self, self->key, _("Key of the client certificate"), suffixes);
}

static const char *
get_password (GtkEditable *editable)
{
  const char *password = gtk_editable_get_text (editable);

  return gtk_widget_get_visible (GTK_WIDGET (editable)) && *password != '\0' ? password : NULL;
}

BellNetwork *
bell_network_row_make_network (BellNetworkRow *self)
{
  g_autoptr (BellNetworkSettings) settings = get_settings (self);
  BellNetwork *network = bell_network_new (settings, get_password (self->password));

  bell_network_set_proxy_password (network, get_password (self->proxy_password));
  return network;
}

void
bell_network_row_set_settings (BellNetworkRow *self,
                               const BellNetworkSettings *settings)
{
  gtk_editable_set_text (self->proxy, settings->proxy);
  gtk_editable_set_text (self->proxy_user, settings->proxy_user);
  gtk_editable_set_text (self->proxy_password, "");
  gtk_editable_set_text (self->ca_file, settings->ca_file);
  gtk_editable_set_text (self->certificate, settings->certificate);
  gtk_editable_set_text (self->key, settings->certificate_key);
  gtk_editable_set_text (self->password, "");
}

/* GObject */

static void
bell_network_row_get_property (GObject *object,
                               guint prop_id,
                               GValue *value,
                               GParamSpec *pspec)
{
  if (prop_id == PROP_WITH_APPLY)
    g_value_set_boolean (value, BELL_NETWORK_ROW (object)->with_apply);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
bell_network_row_set_property (GObject *object,
                               guint prop_id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  if (prop_id == PROP_WITH_APPLY)
    BELL_NETWORK_ROW (object)->with_apply = g_value_get_boolean (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
bell_network_row_dispose (GObject *object)
{
  BellNetworkRow *self = BELL_NETWORK_ROW (object);

  g_clear_object (&self->chooser);
  gtk_widget_dispose_template (GTK_WIDGET (self), BELL_TYPE_NETWORK_ROW);
  G_OBJECT_CLASS (bell_network_row_parent_class)->dispose (object);
}

static void
bell_network_row_class_init (BellNetworkRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = bell_network_row_get_property;
  object_class->set_property = bell_network_row_set_property;
  object_class->dispose = bell_network_row_dispose;

  properties[PROP_WITH_APPLY] = g_param_spec_boolean ("with-apply", NULL, NULL, FALSE,
                                                      G_PARAM_READWRITE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[SIGNAL_SUBMIT] = g_signal_new ("submit", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 0);
  signals[SIGNAL_APPLY] = g_signal_new ("apply", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, BELL_BASE_PATH "/bell-network-row.ui");
  gtk_widget_class_bind_template_child (widget_class, BellNetworkRow, proxy);
  gtk_widget_class_bind_template_child (widget_class, BellNetworkRow, proxy_user);
  gtk_widget_class_bind_template_child (widget_class, BellNetworkRow, proxy_password);
  gtk_widget_class_bind_template_child (widget_class, BellNetworkRow, ca_file);
  gtk_widget_class_bind_template_child (widget_class, BellNetworkRow, certificate);
  gtk_widget_class_bind_template_child (widget_class, BellNetworkRow, key);
  gtk_widget_class_bind_template_child (widget_class, BellNetworkRow, password);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_apply);
  gtk_widget_class_bind_template_callback (widget_class, on_choose_ca_file);
  gtk_widget_class_bind_template_callback (widget_class, on_choose_certificate);
  gtk_widget_class_bind_template_callback (widget_class, on_choose_key);
}

static void
bell_network_row_init (BellNetworkRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}
