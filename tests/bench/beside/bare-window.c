/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bare-window URL CERTIFICATE [SOUND]: an empty window of libadwaita's that has opened one TLS session, which is what the
 * libraries take before a program of ours begins. It hides its window on SIGUSR1, and on SIGUSR2 plays the sound, unheard.
 */
#include <adwaita.h>
#include <glib-unix.h>
#include <gst/gst.h>
#include <libsoup/soup.h>

static const char *url;
static const char *certificate;
static const char *sound;

static void
answered_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);

  if (body == NULL)
    g_error ("%s", error->message);
}

static gboolean
hide_cb (gpointer window)
{
  gtk_widget_set_visible (window, FALSE);
  return G_SOURCE_CONTINUE;
}

static gboolean
play_cb (gpointer user_data)
{
  GstElement *playbin;
  g_autofree char *uri = sound != NULL ? gst_filename_to_uri (sound, NULL) : NULL;

  gst_init (NULL, NULL);
  playbin = gst_element_factory_make ("playbin", NULL);
  g_return_val_if_fail (playbin != NULL && uri != NULL, G_SOURCE_CONTINUE);
  g_object_set (playbin, "uri", uri, "audio-sink", gst_element_factory_make ("fakesink", NULL), NULL);
  gst_element_set_state (playbin, GST_STATE_PLAYING);
  return G_SOURCE_CONTINUE;
}

static void
on_activate (GApplication *application)
{
  GtkWidget *window = adw_application_window_new (GTK_APPLICATION (application));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *page = adw_status_page_new ();
  g_autoptr (GTlsDatabase) database = g_tls_file_database_new (certificate, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", url);
  SoupSession *session = soup_session_new_with_options ("tls-database", database, NULL);

  adw_status_page_set_title (ADW_STATUS_PAGE (page), "Nothing");
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), page);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), box);
  gtk_window_set_title (GTK_WINDOW (window), "Bare");
  gtk_window_set_default_size (GTK_WINDOW (window), 900, 640);
  gtk_window_present (GTK_WINDOW (window));
  g_unix_signal_add (SIGUSR1, hide_cb, window);
  g_unix_signal_add (SIGUSR2, play_cb, NULL);
  soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL, answered_cb, NULL);
}

int
main (int argc,
      char **argv)
{
  g_autoptr (AdwApplication) application = adw_application_new (NULL, G_APPLICATION_NON_UNIQUE);

  g_return_val_if_fail (argc == 3 || argc == 4, 2);
  url = argv[1];
  certificate = argv[2];
  sound = argv[3];
  g_application_hold (G_APPLICATION (application));
  g_signal_connect (application, "activate", G_CALLBACK (on_activate), NULL);
  return g_application_run (G_APPLICATION (application), 1, argv);
}
