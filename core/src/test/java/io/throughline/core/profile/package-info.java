@NullMarked
package io.throughline.core.profile;

import org.jspecify.annotations.NullMarked;
