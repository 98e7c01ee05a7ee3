/** Tests of traffic reports. */
@NullMarked
package io.throughline.api.reports;

import org.jspecify.annotations.NullMarked;
