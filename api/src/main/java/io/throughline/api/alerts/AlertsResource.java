package io.throughline.api.alerts;

import io.javalin.http.Context;
import io.throughline.api.web.Asker;
import io.throughline.api.web.Json;
import io.throughline.api.web.PageAnswer;
import io.throughline.api.web.Parameters;
import io.throughline.api.web.ProblemException;
import io.throughline.api.web.Route;
import io.throughline.core.model.Alert;
import io.throughline.core.model.Alert.Severity;
import io.throughline.core.model.EntityRisk;
import io.throughline.core.store.AlertFilter;
import io.throughline.core.store.AlertStore;
import io.throughline.core.store.Page;
import io.throughline.core.store.TimeRange;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code alerts} and {@code alerts/{id}}; {@code alerts/rules}: how many each rule raised; {@code risks}: what alerts about one entity add
 * up to.
 */
public final class AlertsResource implements Route.Resource {
    /** Longer than for logs: an alert is still of interest the next morning. */
    private static final Duration PRESET_RANGE = Duration.ofDays(1);

    private static final List<String> SEVERITIES = Arrays.stream(Severity.values())
            .map(severity -> severity.name().toLowerCase(Locale.ROOT))
            .toList();

    private final AlertStore alerts;
    private final Asker asker;

    public AlertsResource(AlertStore alerts, Asker asker) {
        this.alerts = alerts;
        this.asker = asker;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                new Route("/api/v1/alerts", this::find),
                new Route("/api/v1/alerts/rules", this::countByRule),
                new Route("/api/v1/alerts/{id}", this::get),
                new Route("/api/v1/risks", this::risks));
    }

    private void find(Context ctx) {
        Parameters parameters = asker.parameters(ctx);
        Boolean firsts = parameters.optionalFlag("firsts");
        Boolean suppressed = parameters.optionalFlag("suppressed");
        AlertFilter filter = new AlertFilter(
                parameters.optionalText("rule"),
                parameters.optionalText("group"),
                Boolean.TRUE.equals(firsts),
                parameters.number("minRisk", 0, 0, 100),
                !Boolean.FALSE.equals(suppressed),
                Severity.valueOf(
                        parameters.choice("minSeverity", "low", SEVERITIES).toUpperCase(Locale.ROOT)),
                parameters.optionalText("service"),
                parameters.choice("sort", "time", List.of("time", "risk")).equals("risk"));
        TimeRange range = parameters.range(PRESET_RANGE);
        int size = parameters.number("size", 50, 1, 200);
        String cursor = parameters.optionalText("cursor");
        parameters.verify();
        Page<Alert> page = asker.gate().ask(() -> alerts.find(filter, range, size, cursor));
        Json.answer(ctx, PageAnswer.of(page, AlertAnswer::of));
    }

    private void countByRule(Context ctx) {
        Parameters parameters = asker.parameters(ctx);
        TimeRange range = parameters.range(PRESET_RANGE);
        parameters.verify();
        Json.answer(ctx, RuleCountsAnswer.of(asker.gate().ask(() -> alerts.countByRule(range))));
    }

    private void get(Context ctx) {
        String id = ctx.pathParam("id");
        asker.parameters(ctx).verify();
        Optional<Alert> alert = asker.gate().ask(() -> alerts.get(id));
        Json.answer(
                ctx,
                alert.map(AlertAnswer::of)
                        .orElseThrow(() -> ProblemException.notFound("there is no alert of that id")));
    }

    private void risks(Context ctx) {
        Parameters parameters = asker.parameters(ctx);
        String kind = parameters.optionalText("kind");
        String name = parameters.optionalText("name");
        TimeRange range = parameters.range(PRESET_RANGE);
        if (name != null && kind == null) {
            parameters.problem("name needs kind: " + RisksAnswer.KINDS);
        }
        parameters.verify();
        List<EntityRisk> found = asker.gate()
                .ask(() -> kind != null && name != null ? alerts.risk(kind, name, range) : alerts.risks(kind, range));
        Json.answer(ctx, RisksAnswer.of(found, name == null, range));
    }
}
