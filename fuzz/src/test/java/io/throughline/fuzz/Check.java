package io.throughline.fuzz;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What targets look at. Not AssertJ's: the fuzzer follows every branch that it takes. */
public final class Check {
    private static final JsonFactory JSON = new JsonFactory();

    private Check() {}

    public static void that(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    public static void same(@Nullable Object one, @Nullable Object other, String of) {
        if (!Objects.equals(one, other)) {
            throw new AssertionError(of + " differ: " + one + " and " + other);
        }
    }

    public static void same(byte[] one, byte[] other, String of) {
        if (!Arrays.equals(one, other)) {
            throw new AssertionError(of + " differ: " + text(one) + " and " + text(other));
        }
    }

    /** One whole object in UTF-8 on one line. */
    public static void isObject(byte[] json) {
        try (JsonParser parser = JSON.createParser(json)) {
            that(parser.nextToken() == JsonToken.START_OBJECT, "no object: " + text(json));
            parser.skipChildren();
            that(parser.currentToken() == JsonToken.END_OBJECT, "the object does not end: " + text(json));
            that(parser.nextToken() == null, "something follows the object: " + text(json));
        } catch (IOException e) {
            throw new AssertionError("no JSON: " + text(json), e);
        }
        for (byte b : json) {
            that(b != '\n' && b != '\r', "more than a line: " + text(json));
        }
    }

    public static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** The bytes in two to five pieces, cut where the bytes themselves say. */
    public static List<byte[]> pieces(byte[] bytes) {
        List<byte[]> pieces = new ArrayList<>();
        int hash = Arrays.hashCode(bytes);
        int from = 0;
        for (int i = 0; i < 4 && from < bytes.length; i++) {
            int length = 1 + Math.floorMod(hash >> (7 * i), bytes.length - from);
            pieces.add(Arrays.copyOfRange(bytes, from, from + length));
            from += length;
        }
        pieces.add(Arrays.copyOfRange(bytes, from, bytes.length));
        return pieces;
    }

    public static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
