/** What the API asks of a store. Every implementation passes the contract suites of the testkit. */
@NullMarked
package io.throughline.core.store;

import org.jspecify.annotations.NullMarked;
