"""What we are measured beside: each as its own documentation would have it, over the same tables."""
