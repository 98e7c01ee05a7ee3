package io.throughline.core.health;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A {@link TraitHistory} as bytes: each outcome's text once, numbers in sevens of bits, the lowest first. Hours of slices of a trait with two outcomes
 * are some 2 KB; as objects they would take fifty times the room.
 */
final class PackedHistory {
    private PackedHistory() {}

    static final class Writing {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final DataOutputStream out = new DataOutputStream(bytes);
        private final Map<String, Integer> outcomes = new HashMap<>();

        Writing number(long number) {
            try {
                long rest = number;
                while ((rest & ~0x7fL) != 0) {
                    out.writeByte((int) ((rest & 0x7f) | 0x80));
                    rest >>>= 7;
                }
                out.writeByte((int) rest);
                return this;
            } catch (IOException e) {
                throw new UncheckedIOException("writing to memory failed", e);
            }
        }

        Writing counts(Collection<Counts> slices) {
            number(slices.size());
            slices.forEach(this::counts);
            return this;
        }

        Writing waiting(Collection<TraitHistory.Waiting> slices) {
            number(slices.size());
            for (TraitHistory.Waiting slice : slices) {
                number(slice.slice()).number(slice.odd() ? 1 : 0);
                counts(slice.counts());
            }
            return this;
        }

        private void counts(Counts counts) {
            number(counts.unordered().size());
            new TreeMap<>(counts.unordered()).forEach((outcome, times) -> {
                outcome(outcome);
                number(times);
            });
        }

        /** Its number; where it is a new one, its text follows. */
        private void outcome(String outcome) {
            Integer known = outcomes.putIfAbsent(outcome, outcomes.size());
            number(known == null ? outcomes.size() - 1 : known);
            if (known == null) {
                byte[] text = outcome.getBytes(StandardCharsets.UTF_8);
                number(text.length);
                bytes.writeBytes(text);
            }
        }

        byte[] bytes() {
            return bytes.toByteArray();
        }
    }

    static final class Reading {
        private final DataInputStream in;
        private final List<String> outcomes = new ArrayList<>();

        Reading(byte[] packed) {
            in = new DataInputStream(new ByteArrayInputStream(packed));
        }

        /** @throws UncheckedIOException the bytes end too early */
        int number() {
            return Math.toIntExact(longNumber());
        }

        private long longNumber() {
            try {
                long number = 0;
                for (int shift = 0; shift < Long.SIZE; shift += 7) {
                    long next = in.readUnsignedByte();
                    number |= (next & 0x7f) << shift;
                    if (next < 0x80) {
                        return number;
                    }
                }
                throw new IOException("no number");
            } catch (IOException e) {
                throw new UncheckedIOException("a packed history is damaged", e);
            }
        }

        void counts(Collection<Counts> into) {
            for (int left = number(); left > 0; left--) {
                into.add(counts());
            }
        }

        void waiting(Collection<TraitHistory.Waiting> into) {
            for (int left = number(); left > 0; left--) {
                long slice = longNumber();
                boolean odd = number() == 1;
                into.add(new TraitHistory.Waiting(slice, counts(), odd));
            }
        }

        private Counts counts() {
            Counts counts = new Counts();
            for (int left = number(); left > 0; left--) {
                String outcome = outcome();
                counts.add(outcome, number());
            }
            return counts;
        }

        private String outcome() {
            int known = number();
            if (known < outcomes.size()) {
                return outcomes.get(known);
            }
            try {
                byte[] text = in.readNBytes(number());
                outcomes.add(new String(text, StandardCharsets.UTF_8));
                return outcomes.getLast();
            } catch (IOException e) {
                throw new UncheckedIOException("a packed history is damaged", e);
            }
        }
    }
}
