package io.throughline.core.rule.match;

import io.throughline.core.model.LogEvent;
import java.util.Arrays;
import java.util.Set;

/**
 * Judges events by all rules of a set, one after the other. What it needs is made once and marked with the event's number instead of
 * being cleared, so that an event that matches nothing leaves nothing behind. Not for two threads at once.
 */
public final class RuleMatcher {
    private static final FieldScan NO_SCAN = new FieldScan.Builder(0).build();

    private final RuleSet rules;
    private final FieldReader[] readers;
    private final FieldValue[] values;
    private final int[] valueOf;
    private final int[] scannedAt;
    private final ValueTest[] tests;
    private final int[] testFields;
    private final int[] testAnchors;
    private final int[] heldAt;
    private final int[] failedAt;
    private final int[] foundAt;
    private final int[] candidateAt;
    private final boolean[] accepted;
    private final Run run = new Run();
    private final Hits hits = new Hits();

    private int[] candidates = new int[64];
    private int candidateCount;
    private int now;

    RuleMatcher(RuleSet rules) {
        this.rules = rules;
        this.readers = rules.readers();
        this.values = new FieldValue[readers.length];
        Arrays.setAll(values, any -> new FieldValue());
        this.valueOf = new int[readers.length];
        this.scannedAt = new int[readers.length];
        this.tests = rules.valueTests();
        this.testFields =
                rules.tests().stream().mapToInt(RuleSet.CompiledTest::field).toArray();
        this.testAnchors =
                rules.tests().stream().mapToInt(RuleSet.CompiledTest::anchor).toArray();
        this.heldAt = new int[tests.length];
        this.failedAt = new int[tests.length];
        this.foundAt = new int[rules.anchors()];
        this.candidateAt = new int[rules.rules().size()];
        this.accepted = new boolean[rules.logsources().size()];
    }

    /** Judges an event; returns how many rules match it, which {@link #match} then names. */
    public int match(LogEvent event) {
        begin(event);
        for (FieldScan scan : rules.scans()) {
            if (anyAccepted(scan.logsources())) {
                scan(scan);
            }
        }
        int matches = 0;
        Arrays.sort(candidates, 0, candidateCount);
        for (int i = 0; i < candidateCount; i++) {
            if (rules.node(candidates[i]).holds(run)) {
                candidates[matches++] = candidates[i];
            }
        }
        return matches;
    }

    /** The number of a rule that matches the last event, in ascending order; see {@link RuleSet#rules}. */
    public int match(int index) {
        return candidates[index];
    }

    /** The schema's names of the fields to which a rule owes its match of the last event; see {@link Reasons}. */
    public Set<String> fieldsOf(int index) {
        return new Reasons(rules, run).of(rules.node(candidates[index]));
    }

    private void begin(LogEvent event) {
        if (++now == Integer.MAX_VALUE) {
            for (int[] marks : new int[][] {valueOf, scannedAt, heldAt, failedAt, foundAt, candidateAt}) {
                Arrays.fill(marks, 0);
            }
            now = 1;
        }
        run.event = event;
        candidateCount = 0;
        for (int i = 0; i < accepted.length; i++) {
            accepted[i] = rules.logsources().get(i).accepts(event);
            if (accepted[i]) {
                for (int rule : rules.unanchored(i)) {
                    candidate(rule);
                }
            }
        }
    }

    private boolean anyAccepted(int[] logsources) {
        for (int logsource : logsources) {
            if (accepted[logsource]) {
                return true;
            }
        }
        return false;
    }

    private void scan(FieldScan scan) {
        FieldValue value = run.value(scan.field());
        scannedAt[scan.field()] = now;
        hits.scan = scan;
        for (int i = 0; i < value.count(); i++) {
            hits.start = value.start(i);
            hits.end = value.end(i);
            scan.automaton().scan(value.folded(), hits.start, hits.end, hits);
        }
    }

    private void candidate(int rule) {
        if (candidateAt[rule] == now || !accepted[rules.logsourceOf(rule)]) {
            return;
        }
        candidateAt[rule] = now;
        if (candidateCount == candidates.length) {
            candidates = Arrays.copyOf(candidates, 2 * candidateCount);
        }
        candidates[candidateCount++] = rule;
    }

    /** What the automaton of a field found. */
    private final class Hits implements LiteralAutomaton.Found {
        private FieldScan scan = NO_SCAN;
        private int start;
        private int end;

        @Override
        public void at(int literal, int from, int to) {
            for (FieldScan.Use use : scan.uses(literal)) {
                if (foundAt[use.anchor()] != now && use.isAt(from, to, start, end)) {
                    foundAt[use.anchor()] = now;
                    for (int rule : use.rules()) {
                        candidate(rule);
                    }
                }
            }
        }
    }

    private final class Run implements MatchRun {
        @SuppressWarnings("NullAway.Init") // Set before anything is asked.
        private LogEvent event;

        @Override
        public boolean holds(int test) {
            if (heldAt[test] == now || failedAt[test] == now) {
                return heldAt[test] == now;
            }
            int anchor = testAnchors[test];
            int field = testFields[test];
            boolean scanned = anchor >= 0 && scannedAt[field] == now;
            boolean holds = scanned ? foundAt[anchor] == now : tests[test].holds(value(field), this);
            (holds ? heldAt : failedAt)[test] = now;
            return holds;
        }

        @Override
        public FieldValue value(int field) {
            FieldValue value = values[field];
            if (valueOf[field] != now) {
                valueOf[field] = now;
                value.clear();
                readers[field].read(event, value);
            }
            return value;
        }
    }
}
