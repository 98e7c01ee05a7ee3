/** How urgent an alert is, what it is called in the catalogues, and what it belongs to: plain Java. */
@NullMarked
package io.throughline.core.score;

import org.jspecify.annotations.NullMarked;
