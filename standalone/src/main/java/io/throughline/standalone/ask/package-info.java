/** People at a terminal ask the API: {@code search}, {@code flow}, {@code flows}, {@code propagation}, {@code alerts}, {@code report}. */
@NullMarked
package io.throughline.standalone.ask;

import org.jspecify.annotations.NullMarked;
