"""One function a page. GET shows, POST saves and redirects; GET never changes anything."""
