// A page that answers a form is asked for anew when one comes back to it: browsers show nothing of it without sending the form again.
history.replaceState(null, "", location.href);
