package io.throughline.api.logs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.throughline.api.web.Asker;
import io.throughline.api.web.Json;
import io.throughline.api.web.PageAnswer;
import io.throughline.api.web.Parameters;
import io.throughline.api.web.ProblemCode;
import io.throughline.api.web.ProblemException;
import io.throughline.api.web.Route;
import io.throughline.core.schema.EcsFields;
import io.throughline.core.store.LogStore;
import io.throughline.core.store.Page;
import io.throughline.core.store.TimeRange;
import io.throughline.core.template.TemplateGroups;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** {@code logs}, {@code logs/histogram}, {@code logs/top/{field}}, {@code logs/templates}: log events by query. */
public final class LogsResource implements Route.Resource {
    private static final Duration PRESET_RANGE = Duration.ofMinutes(15);
    private static final Pattern FIELD = Pattern.compile("[A-Za-z@_][A-Za-z0-9@_.-]{0,127}");

    private final LogStore logs;
    private final Asker asker;

    public LogsResource(LogStore logs, Asker asker) {
        this.logs = logs;
        this.asker = asker;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                new Route("/api/v1/logs", this::search),
                new Route("/api/v1/logs/histogram", this::histogram),
                new Route("/api/v1/logs/top/{field}", this::top),
                new Route("/api/v1/logs/templates", this::templates));
    }

    private void search(Context ctx) {
        Parameters parameters = asker.parameters(ctx);
        String query = parameters.text("q", "");
        TimeRange range = parameters.range(PRESET_RANGE);
        int size = parameters.number("size", 100, 1, LogStore.MAX_PAGE);
        boolean ascending =
                parameters.choice("order", "desc", List.of("asc", "desc")).equals("asc");
        String cursor = parameters.optionalText("cursor");
        parameters.verify();
        Page<ObjectNode> page = asker.gate().ask(() -> logs.search(query, range, size, ascending, cursor));
        Json.answer(ctx, PageAnswer.of(page, Function.identity()));
    }

    private void histogram(Context ctx) {
        Parameters parameters = asker.parameters(ctx);
        String query = parameters.text("q", "");
        TimeRange range = parameters.range(PRESET_RANGE);
        Duration interval = interval(parameters, range);
        parameters.verify();
        List<LogStore.Bucket> buckets = asker.gate().ask(() -> logs.histogram(query, range, interval));
        Json.answer(
                ctx,
                new Histogram(
                        interval.toMillis(), buckets.stream().map(Bucket::of).toList()));
    }

    private static Duration interval(Parameters parameters, TimeRange range) {
        Duration asked = parameters.optionalDuration("interval");
        if (asked == null) {
            return HistogramInterval.preset(range);
        }
        if (!HistogramInterval.fits(range, asked)) {
            parameters.problem("interval would give more than " + HistogramInterval.MAX_BUCKETS
                    + " buckets; the shortest for this range is "
                    + HistogramInterval.shortest(range).toSeconds() + "s");
        }
        return asked;
    }

    private void top(Context ctx) {
        String field = ctx.pathParam("field");
        Parameters parameters = asker.parameters(ctx);
        String query = parameters.text("q", "");
        TimeRange range = parameters.range(PRESET_RANGE);
        int size = parameters.number("size", 10, 1, 100);
        parameters.verify();
        if (!FIELD.matcher(field).matches()) {
            throw new ProblemException(
                    ProblemCode.INVALID_PARAMETER, "field must be a field's name, such as service.name");
        }
        List<LogStore.Top> values = asker.gate().ask(() -> logs.top(query, range, field, size));
        Json.answer(ctx, new TopValues(field, values));
    }

    /** The most frequent templates, those that differ in a word that varies put together. */
    private void templates(Context ctx) {
        Parameters parameters = asker.parameters(ctx);
        String query = parameters.text("q", "");
        TimeRange range = parameters.range(PRESET_RANGE);
        int size = parameters.number("size", 50, 1, 1000);
        parameters.verify();
        TemplateGroups groups = new TemplateGroups();
        asker.gate()
                .ask(() -> logs.top(query, range, EcsFields.TEMPLATE_TEXT, LogStore.MAX_TOP))
                .forEach(template -> groups.add(template.value(), template.count()));
        Json.answer(
                ctx,
                new Templates(
                        groups.groups().stream().limit(size).map(Template::of).toList()));
    }

    /** Answer of {@code logs/templates}. */
    private record Templates(List<Template> items) {}

    /** @param ids of the templates as events have them, the first of many */
    private record Template(String template, long count, int templates, List<String> ids) {
        private static final int MAX_IDS = 100;

        static Template of(TemplateGroups.Group group) {
            return new Template(
                    group.template().text(),
                    group.messages(),
                    group.ids().size(),
                    group.ids().stream().limit(MAX_IDS).toList());
        }
    }

    /** Answer of {@code logs/histogram}. */
    private record Histogram(long intervalMs, List<Bucket> buckets) {}

    private record Bucket(String start, long count, long errors) {
        static Bucket of(LogStore.Bucket bucket) {
            return new Bucket(bucket.start().toString(), bucket.count(), bucket.errors());
        }
    }

    /** Answer of {@code logs/top}. */
    private record TopValues(String field, List<LogStore.Top> items) {}
}
