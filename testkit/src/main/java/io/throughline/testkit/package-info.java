/** What tests share: the suites that every store passes, stores in memory, and things to put into them. */
@NullMarked
package io.throughline.testkit;

import org.jspecify.annotations.NullMarked;
