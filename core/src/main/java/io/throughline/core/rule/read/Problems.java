package io.throughline.core.rule.read;

import io.throughline.core.rule.InvalidRuleException;
import io.throughline.core.rule.RuleProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is wrong with one rule, so that all of it is said at once. */
final class Problems {
    /** Enough to work on; who made more mistakes in one rule made one mistake often. */
    private static final int MAX_PROBLEMS = 100;

    private final List<RuleProblem> problems = new ArrayList<>();

    /** Reads a part; null where it cannot be used, and then what is wrong is kept. */
    <T> @Nullable T tried(Supplier<T> part) {
        try {
            return part.get();
        } catch (InvalidRuleException e) {
            e.problems().stream().limit(MAX_PROBLEMS - problems.size()).forEach(problems::add);
            return null;
        }
    }

    /** @throws InvalidRuleException with all of them, where there are any */
    void verify() {
        if (!problems.isEmpty()) {
            throw new InvalidRuleException(problems);
        }
    }
}
