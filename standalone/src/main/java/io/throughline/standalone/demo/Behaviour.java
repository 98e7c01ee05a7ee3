package io.throughline.standalone.demo;

import java.io.IOException;

/** What one of the shop's services does with a request. */
@FunctionalInterface
interface Behaviour {
    /** @throws IOException the answer cannot be made because a log or another service cannot be reached */
    Answer answer(Request request) throws IOException, InterruptedException;
}
