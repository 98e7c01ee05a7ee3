package io.throughline.api.rules;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.throughline.api.web.Asker;
import io.throughline.api.web.Json;
import io.throughline.api.web.Parameters;
import io.throughline.api.web.ProblemException;
import io.throughline.api.web.Route;
import io.throughline.core.rule.live.RuleChange;
import io.throughline.core.store.LogStore;
import io.throughline.core.store.TimeRange;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code rules}: which are in force, and changing those of the topic. {@code rules/test} and {@code rules/diff}: what a file would find. A
 * file that cannot be used is refused before it is written, so that it reaches no job.
 */
public final class RulesResource implements Route.Resource {
    private static final String ALL = "/api/v1/rules";
    private static final String ONE = "/api/v1/rules/{id}";
    private static final Duration PRESET_RANGE = Duration.ofHours(1);

    private final RuleShelf shelf;
    private final LogStore logs;
    private final Asker asker;

    public RulesResource(RuleShelf shelf, LogStore logs, Asker asker) {
        this.shelf = shelf;
        this.logs = logs;
        this.asker = asker;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                new Route(ALL, this::list),
                new Route(HandlerType.PUT, ALL, ctx -> put(ctx, null)),
                new Route(HandlerType.POST, "/api/v1/rules/test", this::test),
                new Route(HandlerType.POST, "/api/v1/rules/diff", this::diff),
                new Route(ONE, this::get),
                new Route(HandlerType.PUT, ONE, ctx -> put(ctx, ctx.pathParam("id"))),
                new Route(HandlerType.DELETE, ONE, this::withdraw));
    }

    private void list(Context ctx) {
        asker.parameters(ctx).verify();
        Json.answer(ctx, asker.gate().ask(() -> new RulesAnswer(KnownRules.of(shelf)).all()));
    }

    private void get(Context ctx) {
        String id = ctx.pathParam("id");
        asker.parameters(ctx).verify();
        Json.answer(
                ctx,
                asker.gate()
                        .ask(() -> new RulesAnswer(KnownRules.of(shelf)).one(id))
                        .orElseThrow(() -> ProblemException.notFound("there is no rule file of that name")));
    }

    private void put(Context ctx, @Nullable String named) {
        asker.parameters(ctx).verify();
        RuleBody body = RuleBody.of(ctx);
        Json.answer(ctx, asker.gate().ask(() -> {
            Usable file = usable(named, body.rule());
            RuleChange before = file.known.newest().get(file.id);
            boolean changed = before == null || !body.rule().equals(before.text());
            RuleChange after = before == null || changed ? shelf.store().write(file.id, body.rule()) : before;
            return RuleAnswers.Changed.of(after, changed, RuleVerdict.warnings(file.tried));
        }));
    }

    private void withdraw(Context ctx) {
        String id = ctx.pathParam("id");
        asker.parameters(ctx).verify();
        Json.answer(ctx, asker.gate().ask(() -> {
            KnownRules known = KnownRules.of(shelf);
            RuleChange before = known.newest().get(id);
            if (before == null || before.isWithdrawal()) {
                throw RuleVerdict.nothingToWithdraw(known, id);
            }
            RuleVerdict.require(known.tried(id, null, now()));
            return RuleAnswers.Changed.of(shelf.store().write(id, null), true, List.of());
        }));
    }

    private void test(Context ctx) {
        Parameters parameters = asker.parameters(ctx);
        String named = parameters.optionalText("id");
        parameters.verify();
        RuleBody body = RuleBody.of(ctx);
        Json.answer(ctx, asker.gate().ask(() -> trial(named, body.rule()).test(body.events())));
    }

    private void diff(Context ctx) {
        Parameters parameters = asker.parameters(ctx);
        String named = parameters.optionalText("id");
        TimeRange range = parameters.range(PRESET_RANGE);
        String query = parameters.text("q", "");
        int size = parameters.number("size", RuleTrial.PRESET_RECORDS, 1, RuleTrial.MAX_RECORDS);
        parameters.verify();
        RuleBody body = RuleBody.of(ctx);
        Json.answer(ctx, asker.gate().ask(() -> trial(named, body.rule()).diff(logs, query, range, size)));
    }

    /** A file, among those known, that can be used. */
    private record Usable(KnownRules known, String id, KnownRules.Tried tried) {}

    private Usable usable(@Nullable String named, String rule) {
        KnownRules known = KnownRules.of(shelf);
        String id = RuleVerdict.idOf(named, known, rule);
        KnownRules.Tried tried = known.tried(id, rule, now());
        RuleVerdict.require(tried);
        return new Usable(known, id, tried);
    }

    private RuleTrial trial(@Nullable String named, String rule) {
        Usable file = usable(named, rule);
        return new RuleTrial(file.id, file.tried, shelf.window());
    }

    private long now() {
        return asker.clock().millis();
    }
}
