/** Regular expressions whose time is linear in the text for every pattern: a deterministic automaton that is built while it runs. */
@NullMarked
package io.throughline.core.rule.regex;

import org.jspecify.annotations.NullMarked;
