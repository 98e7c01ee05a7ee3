package io.throughline.core.score;

import io.throughline.core.model.Alert;
import io.throughline.core.model.Risk;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Scores alerts: risk = confidence x sensitivity of the asset x exposure of the asset, each above 0 and at most 1, times a hundred. How bad it is
 * if it is so stays apart from it, as the alert's severity.
 */
public final class RiskScore {
    private final RuleTable table;
    private final Sensitivity sensitivity;
    private final List<Suppression> suppressions;

    public RiskScore(RuleTable table, Sensitivity sensitivity, List<Suppression> suppressions) {
        this.table = table;
        this.sensitivity = sensitivity;
        this.suppressions = List.copyOf(suppressions);
    }

    /** The alert with its risk and all its names in the catalogues, in a group of its own. */
    public Alert score(Alert alert, Exposure exposure) {
        RuleTable.Row row = table.find(alert.rule());
        List<Risk.Factor> factors = List.of(
                confidence(alert, row), sensitivity.of(alert.entity()), exposure.of(alert.entity(), alert.windowEnd()));
        double product = 100;
        for (Risk.Factor factor : factors) {
            product *= factor.value();
        }
        Risk risk = new Risk(
                (int) Math.round(product), factors, alert.id(), 1, List.of(), Suppression.of(alert, suppressions));
        return alert.scored(
                row == null ? alert.technique() : RuleTable.merged(alert.technique(), row.technique()),
                row == null ? alert.tags() : RuleTable.merged(alert.tags(), row.tags()),
                risk);
    }

    private static Risk.Factor confidence(Alert alert, RuleTable.@Nullable Row row) {
        Double own = alert.confidence();
        if (own != null) {
            return new Risk.Factor("confidence", own, "as its findings say");
        }
        Double ofRule = row == null ? null : row.confidence();
        return ofRule == null
                ? new Risk.Factor("confidence", RuleTable.PRESET_CONFIDENCE, "nothing is said of it: as preset")
                : new Risk.Factor("confidence", ofRule, "as usual for the rule");
    }
}
