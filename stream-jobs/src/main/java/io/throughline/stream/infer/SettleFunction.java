package io.throughline.stream.infer;

import io.throughline.stream.types.RecordTypeInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Names units after they were judged again, by the flow that the first judgement gave them: nearly all of a flow stays together, so that it can
 * be looked through in one place, and what hangs on a call that was moved goes to the flow that it was moved to. If the request there
 * was moved at the same time, too, this is not seen.
 *
 * <p>Decides at instants of event time by what was known then, and forgets a flow {@code wait} after the last of it.
 */
final class SettleFunction extends KeyedCoProcessFunction<String, Claim, Moved, Named> {
    private static final long serialVersionUID = 1L;

    private final long waitMillis;
    private transient ListState<Claim> waiting;
    private transient ListState<Moved> moved;
    private transient ListState<Settled> settled;
    private transient ValueState<Long> last;

    /**
     * What is kept of a unit that has its name, for those below it.
     *
     * @param known when it was judged, in milliseconds since 1970
     * @param named when its name was known
     */
    record Settled(String unit, String flow, List<String> calls, long known, long named) {}

    /** Who has made a call: a unit of this flow, or else another flow. */
    private record Owner(@Nullable String unit, String flow, long known) {}

    /** What a unit is called, and since when that is known. */
    private record Name(String flow, Step step, long known) {}

    /** @param wait how long a unit waits for the one that called it */
    @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
    SettleFunction(Duration wait) {
        this.waitMillis = wait.toMillis();
    }

    @Override
    public void open(OpenContext context) {
        waiting =
                getRuntimeContext().getListState(new ListStateDescriptor<>("waiting", RecordTypeInfo.of(Claim.class)));
        moved = getRuntimeContext().getListState(new ListStateDescriptor<>("moved", RecordTypeInfo.of(Moved.class)));
        settled = getRuntimeContext()
                .getListState(new ListStateDescriptor<>("settled", RecordTypeInfo.of(Settled.class)));
        last = getRuntimeContext().getState(new ValueStateDescriptor<>("last", Types.LONG));
    }

    @Override
    public void processElement1(Claim claim, Context context, Collector<Named> out) throws Exception {
        waiting.add(claim);
        schedule(claim.unit().known(), context);
    }

    @Override
    public void processElement2(Moved call, Context context, Collector<Named> out) throws Exception {
        moved.add(call);
        schedule(call.known(), context);
    }

    private void schedule(long known, Context context) throws Exception {
        // When all that is known by then has come, so that it is looked through once.
        context.timerService()
                .registerEventTimeTimer(Math.max(known, context.timerService().currentWatermark() + 1));
        // Each waits for itself, so that it does not matter what else has come of the flow by then.
        context.timerService().registerEventTimeTimer(known + waitMillis);
        Long before = last.value();
        if (before == null || known > before) {
            last.update(known);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Named> out) throws Exception {
        Map<String, Claim> claims = new HashMap<>();
        for (Claim claim : waiting.get()) {
            claims.put(claim.unit().id(), claim);
        }
        if (!claims.isEmpty()) {
            name(claims, timestamp, out);
            waiting.update(List.copyOf(claims.values()));
        }
        Long latest = last.value();
        if (latest != null && latest + waitMillis <= timestamp) {
            // Only what hangs on itself, by calls that bear the same names.
            for (Claim claim : claims.values()) {
                Name name = alone(claim.unit(), claim.unit().known() + waitMillis);
                out.collect(new Named(name.flow, claim.unit(), name.step, name.known));
            }
            waiting.clear();
            moved.clear();
            settled.clear();
            last.clear();
        }
    }

    /** Takes those out that get a name. */
    private void name(Map<String, Claim> claims, long timestamp, Collector<Named> out) throws Exception {
        Map<String, Owner> owners = new HashMap<>();
        Map<String, Name> names = new HashMap<>();
        for (Settled each : settled.get()) {
            names.put(each.unit, new Name(each.flow, Step.top(each.unit, each.flow, each.named), each.named));
            each.calls.forEach(call -> owners.put(call, new Owner(each.unit, each.flow, each.known)));
        }
        for (Claim claim : claims.values()) {
            long known = claim.unit().known();
            claim.calls()
                    .forEach(call -> owners.put(call, new Owner(claim.unit().id(), claim.flow(), known)));
        }
        for (Moved call : moved.get()) {
            owners.put(call.hop(), new Owner(null, call.to(), call.known()));
        }
        for (Claim claim : List.copyOf(claims.values())) {
            nameWithAllAbove(claim, claims, owners, names, timestamp);
        }
        for (Claim claim : List.copyOf(claims.values())) {
            Unit unit = claim.unit();
            Name name = names.get(unit.id());
            if (name != null) {
                claims.remove(unit.id());
                settled.add(new Settled(unit.id(), name.flow, claim.calls(), unit.known(), name.known));
                out.collect(new Named(name.flow, unit, name.step, name.known));
            }
        }
    }

    private void nameWithAllAbove(
            Claim from, Map<String, Claim> claims, Map<String, Owner> owners, Map<String, Name> names, long timestamp) {
        List<Claim> way = new ArrayList<>();
        Claim claim = from;
        // No unit is above itself; if records say so, looking up ends, and the ring waits.
        while (claim != null && !names.containsKey(claim.unit().id()) && way.size() <= claims.size()) {
            way.add(claim);
            Owner owner = owner(claim, owners);
            claim = owner == null || owner.unit == null ? null : claims.get(owner.unit);
        }
        for (Claim each : way.reversed()) {
            Name name = name(each, owner(each, owners), names, timestamp);
            if (name == null) {
                return;
            }
            names.put(each.unit().id(), name);
        }
    }

    /** Not one that became known too early or too late for it, however far the clock of the records leapt. */
    private @Nullable Owner owner(Claim claim, Map<String, Owner> owners) {
        String caller = claim.step().caller();
        Owner owner = caller == null ? null : owners.get(caller);
        return owner == null || Math.abs(owner.known - claim.unit().known()) > waitMillis ? null : owner;
    }

    private @Nullable Name name(Claim claim, @Nullable Owner owner, Map<String, Name> names, long timestamp) {
        Unit unit = claim.unit();
        long known = unit.known();
        if (claim.step().caller() == null) {
            return alone(unit, known);
        }
        if (unit.trace() != null) {
            // It names its flow itself, whoever called it.
            return new Name(unit.trace(), claim.step(), known);
        }
        if (claim.step().settled()) {
            return new Name(claim.step().up(), claim.step(), known);
        }
        if (owner == null) {
            return timestamp >= known + waitMillis ? alone(unit, known + waitMillis) : null;
        }
        if (owner.unit == null) {
            return new Name(owner.flow, claim.step(), Math.max(known, owner.known));
        }
        Name above = names.get(owner.unit);
        return above == null ? null : new Name(above.flow, claim.step(), Math.max(known, above.known));
    }

    private static Name alone(Unit unit, long known) {
        Step step = Step.top(unit.id(), unit.trace(), known);
        return new Name(step.up(), step, known);
    }
}
