/** What is usual in how much somebody asks for, and how improbable something else is: small models that learn, fade and know when they know nothing yet. */
@NullMarked
package io.throughline.core.behaviour;

import org.jspecify.annotations.NullMarked;
