"""Wrong on purpose: wrong answers, injected errors and what follows from them."""
