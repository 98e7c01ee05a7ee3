/** What a flow tells once it is put together: where its time went, what it went through, how it differs from another. */
@NullMarked
package io.throughline.core.flow;

import org.jspecify.annotations.NullMarked;
