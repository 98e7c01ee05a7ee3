/** The whole line in one place for {@code up} and {@code demo}: servers, jobs, API and pages over one data directory. */
@NullMarked
package io.throughline.standalone.up;

import org.jspecify.annotations.NullMarked;
