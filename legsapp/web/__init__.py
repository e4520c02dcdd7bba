"""What people see: addresses, views, forms, presenters."""
