package io.throughline.standalone.demo;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the demo ended with.
 *
 * @param requests customers' requests sent
 * @param unanswered those of them that got no answer
 * @param linesWritten by all containers
 * @param linesShipped of them acknowledged by Kafka
 * @param linesFound of them in the search
 * @param foundMisuse the misuse that an alert told of
 * @param falseAlerts alerts from the normal phase, and alerts about nothing that went wrong
 */
record DemoResult(
        long requests,
        long unanswered,
        long linesWritten,
        long linesShipped,
        long linesFound,
        FlowCheck.Result flows,
        Set<Misuse> foundMisuse,
        List<FoundAlert> falseAlerts) {
    DemoResult {
        foundMisuse = Set.copyOf(foundMisuse);
        falseAlerts = List.copyOf(falseAlerts);
    }

    /** Whether the line saw all that happened, and nothing that did not. */
    boolean good() {
        return foundMisuse.size() == Misuse.values().length
                && falseAlerts.isEmpty()
                && unanswered == 0
                && linesFound == linesWritten
                && flows.expected() > 0
                && flows.perfect();
    }

    void tell(Narrator narrator) {
        narrator.detail(
                "requests", String.format(Locale.ROOT, "%,d sent, %,d without an answer", requests, unanswered));
        narrator.detail(
                "lines",
                String.format(
                        Locale.ROOT,
                        "%,d written by containers, %,d shipped, %,d found in search",
                        linesWritten,
                        linesShipped,
                        linesFound));
        narrator.detail(
                "flows",
                String.format(
                        Locale.ROOT,
                        "%,d of %,d traces found, %,d with every hop",
                        flows.found(),
                        flows.expected(),
                        flows.complete()));
        narrator.detail(
                "joined",
                String.format(
                        Locale.ROOT,
                        "%,d of %,d flows looked at edge by edge have every hop under its cause (%.2f %%)",
                        flows.joined(),
                        flows.compared(),
                        100 * flows.joinedShare()));
        narrator.detail(
                "alerts",
                foundMisuse.size() + " of " + Misuse.values().length + " expected found, " + falseAlerts.size()
                        + " false");
        for (FoundAlert alert : falseAlerts) {
            narrator.detail("  false", alert.rule() + " at " + alert.time() + ": " + alert.title());
        }
        narrator.detail("verdict", good() ? "all that happened was found, and nothing else" : "not as it should be");
    }
}
