/** Composition root: settings in, product built, signals heard. No logic. */
