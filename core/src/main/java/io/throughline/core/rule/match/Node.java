package io.throughline.core.rule.match;

/** A rule's expression as it is run. */
sealed interface Node {
    boolean holds(MatchRun run);

    record All(Node[] parts) implements Node {
        @Override
        public boolean holds(MatchRun run) {
            for (Node part : parts) {
                if (!part.holds(run)) {
                    return false;
                }
            }
            return true;
        }
    }

    record Any(Node[] parts) implements Node {
        @Override
        public boolean holds(MatchRun run) {
            for (Node part : parts) {
                if (part.holds(run)) {
                    return true;
                }
            }
            return false;
        }
    }

    record AtLeast(int count, Node[] parts) implements Node {
        @Override
        public boolean holds(MatchRun run) {
            int held = 0;
            for (Node part : parts) {
                if (part.holds(run) && ++held == count) {
                    return true;
                }
            }
            return false;
        }
    }

    record Not(Node part) implements Node {
        @Override
        public boolean holds(MatchRun run) {
            return !part.holds(run);
        }
    }

    /** @param test by its number in the rule set: equal tests of several rules are one, and made once for an event */
    record Test(int test) implements Node {
        @Override
        public boolean holds(MatchRun run) {
            return run.holds(test);
        }
    }
}
